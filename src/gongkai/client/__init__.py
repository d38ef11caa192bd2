"""A client of the API of a site: public reading, applying and tracking, and what officers' systems do with a token.

    from gongkai.client import Client

    with Client("https://gk.example.gov.cn") as site:
        for item in site.items(category="A03"):
            print(item["published_on"], item["title"])

It needs httpx (`pip install 'gongkai[client]'`) and no Django. Lists are iterators that read page after page. What went
wrong is one exception, `ApiError`, with the code, the words and the article that the site gives.
"""

from __future__ import annotations

from gongkai.client.calling import Retrying
from gongkai.client.errors import ApiError, Place
from gongkai.client.site import Client

__all__ = ["ApiError", "Client", "Place", "Retrying"]
