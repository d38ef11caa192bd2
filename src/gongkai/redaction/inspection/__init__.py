"""What a file holds that is not to be seen on its pages, or goes along unnoticed: found and listed, for the officer.

None of it is in what `redacting` writes. It is listed because it tells what the file gives away as it is, and
because what is covered or hidden may have been meant to be withheld.
"""

from gongkai.redaction.inspection.office import of_office
from gongkai.redaction.inspection.page import of_page
from gongkai.redaction.inspection.pdf import of_pdf
from gongkai.redaction.inspection.pictures import Pictured, is_tagged, of_tagged, of_word

__all__ = ["Pictured", "is_tagged", "of_office", "of_page", "of_pdf", "of_tagged", "of_word"]
