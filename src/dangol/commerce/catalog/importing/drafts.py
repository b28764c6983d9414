"""From what a file says to what may be stored: one set of checks for every format.

Every format is first turned into the shape of ``products.jsonl`` (a ``Loose``), then checked here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dangol.commerce.catalog.importing import texts
from dangol.commerce.catalog.importing.amounts import BadAmount, known_currency, read_price
from dangol.commerce.catalog.importing.checking import Checker, Loose
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults

Draft = dict[str, Any]
_PRODUCT = frozenset(
    {
        "type",
        "id",
        "title",
        "description",
        "brand",
        "categories",
        "tags",
        "synonyms",
        "attributes",
        "images",
        "options",
        "variants",
        "status",
        "url",
        "sku",
        "prices",
        "list_prices",
        "stock",
        "weight_g",
        "barcode",
    }
)
_VARIANT = frozenset({"sku", "options", "prices", "list_prices", "stock", "weight_g", "barcode", "image", "status"})
_STATUS = {"active": "active", "draft": "draft", "archived": "archived"}
_YES = {True: {"en": "yes", "ko": "예", "ja": "あり"}, False: {"en": "no", "ko": "아니요", "ja": "なし"}}
MOST_VARIANTS = 2_000
MOST_STOCK = 10**9


def short_id(ref: str, limit: int = 40) -> str:
    """``ref`` as a key of at most ``limit`` characters: itself if it fits, else its beginning and a digest of all of
    it."""
    if len(ref) <= limit:
        return ref
    return f"{ref[: limit - 13]}-{hashlib.blake2b(ref.encode(), digest_size=6).hexdigest()}"


def digest_of(draft: Draft) -> str:
    """What identifies the content of a draft: the same again is no change."""
    text = json.dumps(draft, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def product_draft(loose: Loose, shop: ImportDefaults, complain: Complain) -> tuple[Draft, list[Any]] | None:
    """The product ``loose`` describes and its counts ``[variant id, location or "", pieces, line]``; none if there is
    something wrong with it."""
    check = Checker(loose, shop, complain)
    data = loose.data
    check.unknown("", data, _PRODUCT)
    ref = check.identifier("id", data.get("id"), 255)
    title = check.words("title", data.get("title"), lambda text: texts.line(text, 300))
    if not title and not (loose.partial and "title" not in data):
        check.wrong("title", "", "The title is missing.", "Every product needs one.")
    description = check.words("description", data.get("description"), texts.plain)
    synonyms = check.synonyms(data.get("synonyms"))
    status = _STATUS.get(str(data.get("status") or "active").lower())
    if status is None:
        check.wrong("status", data.get("status"), "is not a state.", "Write active, draft or archived.")
    brand = check.words("brand", data.get("brand"), lambda text: texts.line(text, 200))
    images = _images(check, data.get("images"))
    options = _options(check, data.get("options"))
    variants, counts = _variants(check, data, ref, options, len(images))
    draft: Draft = {
        "id": short_id(ref),
        "ref": ref,
        "lang": shop.default_lang,
        "status": status,
        "brand": brand.get(shop.default_lang) or next(iter(brand.values()), None),
        "brand_names": brand,
        "url": page_address(check, "url", data.get("url")),
        "tags": check.terms("tags", data.get("tags")),
        "categories": _category_ids(check, data.get("categories")),
        "texts": {
            lang: {
                "title": title.get(lang, ""),
                "description": description.get(lang, ""),
                "synonyms": synonyms.get(lang, []),
            }
            for lang in sorted({*title, *description, *(k for k, v in synonyms.items() if v)})
        },
        "attributes": _attributes(check, data.get("attributes")),
        "images": images,
        "options": options,
        "variants": variants,
        "partial": loose.partial,
    }
    if not title:
        draft["untitled"] = loose.origin.get("title", (loose.line, "title"))[
            1
        ]  # all right if we have the product already
    return None if check.bad else (draft, counts)


def page_address(check: Checker, path: str, value: object) -> str | None:
    """The address of a page, if ``value`` is one."""
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not re.match(
        r"(https?://|/(?!/))[^\s\x00-\x1f<>\"\ud800-\udfff]{1,1990}$", value.strip()
    ):
        check.wrong(path, value, "is not the address of a page.", "Write it with https:// in front.")
        return None
    return value.strip()


def _category_ids(check: Checker, value: object) -> list[str]:
    if isinstance(value, str):
        value = [value]
    found = [
        check.identifier(f"categories[{index}]", item, 120)
        for index, item in enumerate(check.listing("categories", value, 50))
    ]
    return list(dict.fromkeys(found))


def _images(check: Checker, value: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for index, item in enumerate(check.listing("images", value, 250)):
        path = f"images[{index}]"
        if isinstance(item, str):
            item = {"src": item}
        item = check.mapping(path, item)
        src = item.get("src")
        if not isinstance(src, str) or not src.strip():
            check.wrong(f"{path}.src", src, "The picture has no address.", "Write its path or its https:// address.")
            continue
        src = src.strip()
        outside = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", src)
        if (
            (outside and not re.match(r"https?://", src))
            or len(src) > 2000
            or re.search(r"[\s<>\"\x00-\x1f\ud800-\udfff]", src)
        ):
            check.wrong(
                f"{path}.src",
                src,
                "cannot be the address of a picture.",
                "Write a path or an https:// address, blanks as %20.",
            )
        elif not outside and ".." in re.split(r"[/\\]", src):
            check.wrong(f"{path}.src", src, "leads out of the catalogue's folder.", "Put the picture below it.")
        else:
            alt = check.words(f"{path}.alt", item.get("alt"), lambda text: texts.line(text, 500))
            found.append({"src": src, "alt": alt})
    return found


def _attributes(check: Checker, value: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, given in check.mapping("attributes", value).items():
        path = f"attributes.{name}"
        key = check.identifier(path, name, 100)
        label: dict[str, str] = {}
        if isinstance(given, dict) and "value" in given:
            label = check.words(f"{path}.name", given.get("name"), lambda text: texts.line(text, 100))
            given = given["value"]
        # The words for yes and no are ours: of them, those the shop's languages need.
        several = [
            _spoken(_YES[item], check) if isinstance(item, bool) else item
            for item in (given if isinstance(given, list) else [given])
        ]
        values = [check.words(path, item, lambda text: texts.line(text, 1000)) for item in several]
        if not any(values):
            continue
        langs = sorted({lang for item in values for lang in item})
        joined = {
            lang: ", ".join(item.get(lang) or next(iter(item.values()), "") for item in values if item)
            for lang in langs
        }
        keys = [
            texts.value_key(item.get(check.shop.default_lang) or next(iter(item.values()))) for item in values if item
        ]
        found.append({"id": key, "name": label, "value": joined, "keys": list(dict.fromkeys(keys))})
    return found


def _spoken(words: dict[str, str], check: Checker) -> dict[str, str]:
    languages = check.shop.languages
    return {lang: text for lang, text in words.items() if lang in languages} or words if languages else words


def _options(check: Checker, value: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for index, item in enumerate(check.listing("options", value, 20)):
        path = f"options[{index}]"
        item = check.mapping(path, item)
        key = check.identifier(f"{path}.id", item.get("id"), 100)
        if any(other["id"] == key for other in found):
            check.wrong(f"{path}.id", key, "is an option twice.", "Give each option an id of its own.")
        name = check.words(f"{path}.name", item.get("name"), lambda text: texts.line(text, 100))
        values: dict[str, dict[str, Any]] = {}
        for number, each in enumerate(check.listing(f"{path}.values", item.get("values"), 500)):
            where = f"{path}.values[{number}]"
            each = {"id": each, "name": each} if isinstance(each, (str, int)) else check.mapping(where, each)
            value_id = check.identifier(f"{where}.id", each.get("id"), 200)
            if value_id in values:
                check.wrong(f"{where}.id", value_id, "is a value twice.", "Give each value an id of its own.")
            label = check.words(f"{where}.name", each.get("name"), lambda text: texts.line(text, 200))
            values[value_id] = {"id": value_id, "name": label or {check.shop.default_lang: value_id}}
        if not values:
            check.wrong(f"{path}.values", "", "The option has no values.", 'Write "values": [{"id": …, "name": …}].')
        found.append({"id": key, "name": name or {check.shop.default_lang: key}, "values": list(values.values())})
    return found


def _variants(
    check: Checker, data: dict[str, Any], ref: str, options: list[dict[str, Any]], pictures: int
) -> tuple[list[dict[str, Any]], list[Any]]:
    given = data.get("variants")
    single = given is None and ("sku" in data or "prices" in data)
    if single:
        given = [{name: data[name] for name in _VARIANT if name in data and name not in ("options", "image", "status")}]
        given[0].setdefault("sku", ref)
    found: list[dict[str, Any]] = []
    counts: list[Any] = []
    combinations: dict[tuple[str, ...], str] = {}
    allowed = {option["id"]: {value["id"] for value in option["values"]} for option in options}
    for index, item in enumerate(check.listing("variants", given, MOST_VARIANTS)):
        path = "" if single else f"variants[{index}]"
        dot = "" if single else f"{path}."
        item = check.mapping(path, item)
        check.unknown(path, item, _VARIANT)
        sku = check.identifier(f"{dot}sku", item.get("sku"), 200)
        chosen = _chosen(check, f"{dot}options", item.get("options"), allowed)
        combination = tuple(chosen.get(option["id"], "") for option in options)
        if combination in combinations and sku:
            message = (
                f"has the same options as {combinations[combination]}."
                if options
                else "is a second variant, but there are no options to tell them apart."
            )
            check.wrong(
                f"{dot}options" if options else f"{dot}sku",
                sku,
                message,
                "Every variant needs a combination of its own.",
            )
        combinations[combination] = sku
        status = _STATUS.get(str(item.get("status") or "active").lower())
        if status is None:
            check.wrong(f"{dot}status", item.get("status"), "is not a state.", "Write active, draft or archived.")
        sells, pieces = _stock(check, f"{dot}stock", item)
        variant_id = short_id(sku)
        counts += [
            [variant_id, place, number, check.loose.origin.get(f"{dot}stock", (check.loose.line,))[0]]
            for place, number in pieces
        ]
        found.append(
            {
                "id": variant_id,
                "sku": sku,
                "options": chosen,
                "prices": _prices(check, dot, item),
                "status": status,
                "sells": sells,
                "image": _index(check, f"{dot}image", item.get("image"), pictures),
                "weight_g": _grams(check, f"{dot}weight_g", item.get("weight_g")),
                "barcode": _barcode(check, f"{dot}barcode", item.get("barcode")),
            }
        )
    if not found and not check.bad:
        check.wrong(
            "variants", "", "The product has nothing to sell.", "Give it at least one variant with a SKU and a price."
        )
    return found, counts


def _chosen(check: Checker, path: str, value: object, allowed: Mapping[str, set[str]]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for name, picked in check.mapping(path, value).items():
        picked = str(picked) if isinstance(picked, (str, int)) else ""
        if name not in allowed:
            check.wrong(
                f"{path}.{name}",
                name,
                "is no option of this product.",
                f"Its options are: {', '.join(allowed) or 'none'}.",
            )
        elif picked not in allowed[name]:
            some = ", ".join(sorted(allowed[name])[:12])
            check.wrong(f"{path}.{name}", picked, f"is no value of {name}.", f"Its values are: {some}.")
        else:
            chosen[name] = picked
    for name in allowed.keys() - chosen.keys():
        if not check.bad:
            check.wrong(path, "", f"The variant does not say which {name} it is.", f'Write "options": {{"{name}": …}}.')
    return chosen


def _prices(check: Checker, dot: str, item: Mapping[str, Any]) -> dict[str, list[int | None]]:
    found: dict[str, list[int | None]] = {}
    shop = check.shop
    before = check.mistakes
    for currency, value in _money(check, f"{dot}prices", item.get("prices")).items():
        found[currency] = [value, None]
    told = check.mistakes > before
    if not found and not told:
        check.wrong(f"{dot}prices", "", "The price is missing.", f'Write "prices": {{"{shop.currency}": "…"}}.')
        return {}
    for currency, value in _money(check, f"{dot}list_prices", item.get("list_prices")).items():
        if currency not in found:
            if not told:
                message = f"There is a list price in {currency} but no price."
                check.wrong(f"{dot}list_prices.{currency}", value, message, f"Add prices.{currency}.")
        elif value > (found[currency][0] or 0):
            found[currency][1] = value
        elif value < (found[currency][0] or 0):
            check.notice(f"{dot}list_prices.{currency}", value, "The list price is below the price; it was left aside.")
    if not found:
        return {}
    if not found.keys() & set(shop.all_currencies):
        named = " or ".join(shop.all_currencies)
        check.wrong(
            f"{dot}prices",
            ", ".join(found),
            f"There is no price in {named}.",
            f"Add one, or name {', '.join(found)} under currencies in shop.toml.",
        )
    elif shop.currency not in found:
        check.notice(
            f"{dot}prices",
            ", ".join(found),
            f"There is no price in {shop.currency}: shoppers who pay in it cannot buy this.",
        )
    return dict(sorted(found.items()))


def _money(check: Checker, path: str, value: object) -> dict[str, int]:
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        value = {check.shop.currency: value}
    found: dict[str, int] = {}
    for currency, amount in check.mapping(path, value).items():
        where = f"{path}.{currency}"
        if amount in (None, ""):
            continue
        if not known_currency(currency):
            check.wrong(
                where, currency, "is not a currency.", "Write the three capital letters of ISO 4217, for example KRW."
            )
            continue
        try:
            found[currency] = read_price(amount, currency)
        except BadAmount as trouble:
            check.wrong(where, amount, str(trouble.args[0]), str(trouble.args[1]))
    return found


def _stock(check: Checker, path: str, item: Mapping[str, Any]) -> tuple[str | None, list[tuple[str, int]]]:
    """How it is sold (none: as before) and what lies where."""
    value = item.get("stock")
    if value is None:
        return None, []
    if value == "always":
        return "always", []
    if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool):
        value = {check.shop.location: value}
    pieces = []
    for place, number in check.mapping(path, value).items():
        where = f"{path}.{place}"
        name = check.identifier(where, place, 40)
        if number is None:
            continue
        count = whole_number(number)
        if count is None:
            check.wrong(
                where,
                number,
                "is not a number of pieces.",
                'Write a whole number, or "always" for what is not counted.',
            )
        elif count < 0:
            check.wrong(where, number, "is below zero.", "Write how many are there: zero or more.")
        elif count > MOST_STOCK:
            check.wrong(where, number, "is beyond all measure.", "Is there a digit too many?")
        else:
            pieces.append((name, count))
    return ("stock" if pieces else None), pieces


def whole_number(value: object) -> int | None:
    """``value`` as a whole number, if that is what it is."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else None
    if isinstance(value, str):
        found = re.fullmatch(r"\s*([-+]?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.0+)?\s*", value)
        return int(found[1] + found[2].replace(",", "")) if found else None
    return None


def _grams(check: Checker, path: str, value: object) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,9}(\.\d{1,6})?\s*", value):
        value = Decimal(value.strip())
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not 0 <= value < 10**9:
        check.wrong(path, value, "is not a weight in grams.", "Write a number, for example 240.")
        return None
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def _barcode(check: Checker, path: str, value: object) -> str | None:
    if value in (None, ""):
        return None
    return check.identifier(path, value, 60) or None


def _index(check: Checker, path: str, value: object, pictures: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < pictures:
        check.wrong(path, value, "is not the number of one of the pictures.", "The first picture is 0.")
        return None
    return value
