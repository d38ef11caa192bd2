"""Text made into pages: what of it is fit for a file, and PDF with the typefaces that come with a package.

Whatever writes documents (`gongkai.report`, letters) shares this; `fontTable.xml` says for DOCX which typefaces are
meant and which stand in for them. Not here: what stands on the pages.
"""
