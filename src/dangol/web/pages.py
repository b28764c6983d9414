"""The shop's own pages: a storefront for shops that have none, and the stage of the demo. The widget is on every one.

Product pages carry JSON-LD, work without JavaScript, and are cached by nobody: price and stock are those of the moment.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException

from dangol import __version__
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Category, Filter, Picture, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.runtime.database import Reader
from dangol.web.packing import pack, takes_gzip
from dangol.web.site import Site, site_of
from dangol.web.widget import lang_of

router = APIRouter(include_in_schema=False)
WEB = Path(__file__).parent
_PER_PAGE = 24
_PICTURE_HEADERS = {
    "cache-control": "public, max-age=86400",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
}
_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})
_LANGUAGES = {"en": "English", "ko": "한국어", "ja": "日本語"}


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(WEB / "templates" / "shop"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def media(src: str) -> str:
    """The address of a picture: its own if it has one, else below ``/media``."""
    return src if src.startswith(("https://", "http://")) else f"/media/{quote(src)}"


def picture(found: Picture | None, lang: str) -> dict[str, str]:
    """A picture as templates take it; a product without one gets a quiet placeholder."""
    if found is None:
        return {"src": f"/static/{__version__}/shop/no-picture.svg", "alt": ""}
    return {"src": media(found.src), "alt": found.alt.text(lang)}


class _View:
    """What every page of one request needs."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site = site_of(request)
        self.shop = self.site.settings.shop
        self.lang = lang_of(request, self.site, request.query_params.get("lang"))
        self.currency = self.shop.currency_in(self.lang)

    def say(self, key: str, **values: Any) -> str:
        return self.site.say(key, self.lang, **values)

    def address(self, path: str, **query: str) -> str:
        """An address of ours that keeps the language."""
        return f"{path}?{urlencode({**query, 'lang': self.lang})}"

    def money(self, amount: Any) -> str:
        return amount.format(self.lang) if amount is not None else ""

    async def tile(self, product: Product, stock: dict[str, bool]) -> dict[str, Any]:
        cheapest = product.cheapest(self.currency)
        low_high = product.price_range(self.currency)
        regular = cheapest.list_price(self.currency) if cheapest else None
        return {
            "url": self.address(f"/p/{quote(product.ref)}"),
            "title": product.title.text(self.lang),
            "picture": picture(product.picture(), self.lang),
            "price": self.money(low_high[0]) if low_high else "",
            "from": bool(low_high and low_high[0] != low_high[1]),
            "regular": self.money(regular) if regular else "",
            "sold_out": not any(stock.get(variant.id, False) for variant in product.variants),
        }

    async def tiles(self, reader: Reader, products: Sequence[Product]) -> list[dict[str, Any]]:
        ids = [variant.id for product in products for variant in product.variants]
        levels = await inventory.available(reader, ids)
        stock = {variant_id: level.has() for variant_id, level in levels.items()}
        return [await self.tile(product, stock) for product in products if product.price_range(self.currency)]

    def render(self, template: str, **values: Any) -> HTMLResponse:
        """The page, with the frame every page has."""
        path = self.request.url.path
        page = (
            _templates()
            .get_template(template)
            .render(
                say=self.say,
                lang=self.lang,
                shop_name=self.shop.name_in(self.lang),
                has_logo=bool(self.shop.logo),
                static=f"/static/{__version__}/shop",
                theme=f"/theme.css?{self.shop.accent.lstrip('#')}",
                languages=[(code, _LANGUAGES[code], f"{path}?lang={code}") for code in self.shop.languages],
                address=self.address,
                test_mode=self.shop.test_mode,
                seller=self.shop.seller,
                localised=lambda value: (
                    value.get(self.lang) or next(iter(value.values()), "") if isinstance(value, dict) else value
                ),
                **values,
            )
        )
        # The addresses of our links carry the language: no cookie is needed for it.
        return HTMLResponse(page, headers={"cache-control": "no-store", "content-language": self.lang})


def _tree(categories: Sequence[Category], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "id": top.id,
            "name": top.name.text(lang),
            "below": [{"id": c.id, "name": c.name.text(lang)} for c in categories if c.parent_id == top.id],
        }
        for top in categories
        if top.parent_id is None
    ]


def _stage(new: Sequence[dict[str, Any]], reduced: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Three pictures to greet with: of what is to be had and not already shown as reduced; none rather than fewer."""
    shown = {tile["url"] for tile in reduced}
    found = [tile for tile in new if not tile["sold_out"] and tile["picture"]["alt"] and tile["url"] not in shown]
    return found[:3] if len(found) >= 3 else []


def problem_page(request: Request, status: int, words: str) -> HTMLResponse:
    """A page that says what went wrong and leads back. It needs no database: that may be what is missing."""
    view = _View(request)
    response = view.render("problem.html", categories=[], here=None, product=None, text=words)
    response.status_code = status
    return response


@router.get("/")
async def home(request: Request) -> HTMLResponse:
    """The front page: what is new, what is reduced, the shelves."""
    view = _View(request)
    async with view.site.database.snapshot() as reader:
        categories = await catalog.list_categories(reader)
        new = await catalog.list_products(
            reader, await catalog.matching(reader, Filter(currency=view.currency), limit=12)
        )
        wanted = Filter(currency=view.currency, reduced=True)
        reduced = await catalog.list_products(reader, await catalog.matching(reader, wanted, limit=8))
        new_tiles, reduced_tiles = await view.tiles(reader, new), await view.tiles(reader, reduced)
    return view.render(
        "home.html",
        categories=_tree(categories, view.lang),
        new=new_tiles,
        reduced=reduced_tiles,
        stage=_stage(new_tiles, reduced_tiles),
        here=None,
        product=None,
    )


@router.get("/theme.css")
async def theme(request: Request) -> Response:
    """The shop's colour, for the style sheet that is the same for every shop."""
    accent = site_of(request).settings.shop.accent
    return Response(
        f":root {{ --brand: {accent}; }}\n", media_type="text/css", headers={"cache-control": "public, max-age=86400"}
    )


@router.get("/c/{category_id:path}")
async def category(request: Request, category_id: str, page: int = 1) -> HTMLResponse:
    """A shelf and everything below it."""
    view = _View(request)
    page = max(1, min(page, 500))
    async with view.site.database.snapshot() as reader:
        found = await catalog.category(reader, category_id)
        if found is None:
            raise HTTPException(404, view.say("page.not_found"))
        categories = await catalog.list_categories(reader)
        wanted = Filter(categories=(category_id,), currency=view.currency)
        count = await catalog.count_matching(reader, wanted)
        ids = await catalog.matching(reader, wanted, limit=_PER_PAGE, offset=(page - 1) * _PER_PAGE)
        tiles = await view.tiles(reader, await catalog.list_products(reader, ids))
    return view.render(
        "category.html",
        categories=_tree(categories, view.lang),
        here=found.id,
        title=found.name.text(view.lang),
        tiles=tiles,
        count=count,
        earlier=view.address(f"/c/{category_id}", page=str(page - 1)) if page > 1 else None,
        later=view.address(f"/c/{category_id}", page=str(page + 1)) if page * _PER_PAGE < count else None,
        product=None,
    )


@router.get("/p/{ref}")
async def product_page(request: Request, ref: str) -> HTMLResponse:
    """A product: pictures, what it is made of, every variant with price and stock at this moment."""
    view = _View(request)
    async with view.site.database.snapshot() as reader:
        product_id = await catalog.product_by_ref(reader, ref)
        product = await catalog.product(reader, product_id) if product_id else None
        if product is None or not product.on_sale:
            raise HTTPException(404, view.say("page.not_found"))
        categories = await catalog.list_categories(reader)
        levels = await inventory.available(reader, [variant.id for variant in product.variants])
    stock = {variant_id: level.has() for variant_id, level in levels.items()}
    lang = view.lang
    cheapest = product.cheapest(view.currency)
    regular = cheapest.list_price(view.currency) if cheapest else None
    low_high = product.price_range(view.currency)
    options = [
        {
            "name": option.name.text(lang),
            "values": [
                {
                    "name": value.name.text(lang),
                    "available": any(stock.get(v.id) for v in product.variants if v.options.get(option.id) == value.id),
                }
                for value in option.values
            ],
        }
        for option in product.options
    ]
    return view.render(
        "product.html",
        categories=_tree(categories, lang),
        here=product.categories[0] if product.categories else None,
        product=product.id,
        title=product.title.text(lang),
        description=product.description.text(lang),
        brand=product.brand_name.text(lang) if product.brand else None,
        pictures=[picture(image, lang) for image in product.images] or [picture(None, lang)],
        price=view.money(low_high[0]) if low_high else view.say("page.ask_price"),
        price_from=bool(low_high and low_high[0] != low_high[1]),
        regular=view.money(regular) if regular else "",
        options=options,
        attributes=[(a.name.text(lang) or a.id, a.value.text(lang)) for a in product.attributes],
        sold_out=not any(stock.values()),
        json_ld=_json_ld(view, product, stock),
    )


def _json_ld(view: _View, product: Product, stock: dict[str, bool]) -> Markup:
    base = view.shop.base_url.rstrip("/")

    def offer(variant: Variant) -> dict[str, Any] | None:
        price = variant.price(view.currency)
        if price is None:
            return None
        state = "InStock" if stock.get(variant.id) else "OutOfStock"
        return {
            "@type": "Offer",
            "sku": variant.sku,
            "price": str(price.decimal),
            "priceCurrency": price.currency,
            "availability": f"https://schema.org/{state}",
            "url": f"{base}/p/{quote(product.ref)}",
        }

    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title.text(view.lang),
        "description": product.description.text(view.lang),
        "image": [
            base + media(image.src) if not image.src.startswith("http") else image.src for image in product.images
        ],
        "brand": {"@type": "Brand", "name": product.brand_name.text(view.lang)} if product.brand else None,
        "offers": [found for variant in product.variants if (found := offer(variant))],
    }
    text = json.dumps({k: v for k, v in data.items() if v}, ensure_ascii=False)
    # Inside a script element only these could end it or begin a comment.
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


@router.get("/thanks/{number}")
async def thanks(request: Request, number: str, cancelled: bool = False) -> HTMLResponse:
    """Where the gateway sends the shopper back to. It says nothing of the order: the conversation does."""
    view = _View(request)
    key = "page.back_cancelled" if cancelled else "page.back_paid"
    async with view.site.database.snapshot() as reader:
        categories = await catalog.list_categories(reader)
    number = "".join(c for c in number if c.isalnum() or c == "-")[:40]
    return view.render(
        "thanks.html",
        categories=_tree(categories, view.lang),
        here=None,
        product=None,
        title=view.say(f"{key}_title"),
        text=view.say(key, order_number=number),
    )


def _shop_file(site: Site, path: str) -> Path:
    """A picture below the shop's ``catalog`` folder; anything else is not there."""
    root = (site.settings.folder / "catalog").resolve()
    try:
        found = (root / path).resolve()
        there = found.is_relative_to(root) and found.suffix.lower() in _PICTURES and found.is_file()
    except (ValueError, OSError):  # a NUL, or a name longer than any file's
        there = False
    if not there:
        raise HTTPException(404, "There is no such picture.")
    return found


@router.get("/media/{path:path}")
async def shop_picture(request: Request, path: str) -> Response:
    """A picture of the catalogue. A vector picture may hold scripts, so it is sealed."""
    found = _shop_file(site_of(request), path)
    return _picture_response(found)


def _picture_response(found: Path) -> Response:
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return FileResponse(
        found,
        media_type=kind,
        headers=_PICTURE_HEADERS,
    )


@router.get("/logo.svg")
async def logo(request: Request) -> Response:
    """The shop's logo."""
    site = site_of(request)
    return _named_picture(site, site.settings.shop.logo)


@router.get("/assistant.svg")
async def assistant(request: Request) -> Response:
    """The assistant's face."""
    site = site_of(request)
    drawing = site.rooms.get("assistant_drawing")
    if drawing is not None:
        return Response(drawing, media_type="image/svg+xml", headers=_PICTURE_HEADERS)
    return _named_picture(site, str(site.rooms.get("assistant_picture") or ""))


def _named_picture(site: Site, setting: str) -> Response:
    if setting.startswith(("https://", "http://")):
        return RedirectResponse(setting)
    return _picture_response(_shop_file(site, setting.removeprefix("catalog/")))


@router.get("/w.js")
async def loader(request: Request) -> Response:
    """The widget's loader, with this version's address and the shop's colour in it. Short-lived in caches, for it names everything else."""
    text = _loader().replace("__VERSION__", __version__).replace("__ACCENT__", site_of(request).settings.shop.accent)
    headers = {"cache-control": "public, max-age=300", "vary": "Accept-Encoding, Origin"}
    if takes_gzip(request.headers):
        return Response(
            _packed_loader(text), media_type="text/javascript", headers={**headers, "content-encoding": "gzip"}
        )
    return Response(text, media_type="text/javascript", headers=headers)


@lru_cache(maxsize=4)
def _packed_loader(text: str) -> bytes:
    return pack(text.encode())


@lru_cache(maxsize=1)
def _loader() -> str:
    return (WEB / "static" / "widget" / "w.js").read_text(encoding="utf-8")
