"""Text made into pages: what of it is fit for a file, and PDF with the typefaces that come with a package.

Whatever writes documents (`gongkai.report`, letters) shares this. Not here: what stands on the pages.
"""
