"""The feeds of the demo's site, read by feedparser and jsonschema.

feeds.py NIGHT LATER [ORACLES]: two builds of the demo's site, the second after a post was taken
down; ORACLES holds the schemas of ninjs and schema.org. Prints a line for each thing that holds.
"""

import json
import sys
import time
from pathlib import Path

import feedparser
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

HOME = "https://courier.example/"
STORY = HOME + "storm-night/"
TITLE = "Power returns to Port Selan after storm; freighter still on the breakwater"
HOSPITAL = "Tallow Hill Hospital loses mains power"

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://"}
MOMENT = {"type": "string", "format": "date-time", "pattern": "^2026-11-0[78]T[0-9:]{8}Z$"}
AUTHORS = {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT}}}
# What JSON Feed 1.1 asks of every feed, and what ours promise beyond it.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "language", "authors", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"const": "en"},
        "authors": AUTHORS,
        "expired": {"type": "boolean"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published", "date_modified"],
                "properties": {
                    "id": ADDRESS,
                    "url": ADDRESS,
                    "title": TEXT,
                    "content_html": {"type": "string"},
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "authors": AUTHORS,
                    "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
                },
            },
        },
    },
}


def holds(fact, told):
    if not fact:
        sys.exit(f"it does not hold: {told}")
    print(f"holds: {told}")


def fits(value, schema, told, registry=Registry()):
    check = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    mistakes = [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(value)]
    holds(not mistakes, "\n".join([told, *mistakes]))


def last_changed_first(entries):
    times = [time.mktime(entry.updated_parsed) for entry in entries]
    return times == sorted(times, reverse=True)


def read_by_feedparser(site, name):
    feed = feedparser.parse((site / "storm-night" / name).read_bytes())
    holds(not feed.bozo, f"{name} is well formed")
    holds(feed.feed.title == TITLE, f"{name} has the story's title")
    holds(feed.feed.link == STORY, f"{name} leads to the story")
    holds(len(feed.entries) == 20, f"{name} has every post, retracted ones as notices, and the story that was corrected")
    holds(len({entry.id for entry in feed.entries}) == 20, f"{name} has an id for each")
    story = next(entry for entry in feed.entries if entry.link == STORY)
    holds("For just over an hour in the night" in json.dumps(story), f"{name} tells of the correction to the story")
    holds(all(entry.link.startswith(STORY) for entry in feed.entries), f"{name} leads to the posts")
    holds(last_changed_first(feed.entries), f"{name} has first what changed last")
    entry = next(entry for entry in feed.entries if entry.title == HOSPITAL)
    words = entry.content[0].value if "content" in entry else entry.summary
    holds("held all evening" in words, f"{name} has the words as they are now")
    holds("Correction" in words and "had failed" in words, f"{name} tells of the correction")
    holds("Ana Petrova" in json.dumps(entry), f"{name} has the byline")
    pilot = next(entry for entry in feed.entries if entry.title.startswith("Tug was called away"))
    words = pilot.content[0].value if "content" in pilot else pilot.summary
    holds("has not seen the log of the tug" in words, f"{name} has the caveat beside the words")
    gone = [entry for entry in feed.entries if "Marten Quill" in json.dumps(entry)]
    holds(not gone, f"{name} has none of the retracted words")


def stays_the_same_entry(night, later):
    """An id is for ever: what changed is the same entry, with a later time."""
    before = feedparser.parse((night / "storm-night/atom.xml").read_bytes())
    after = {entry.id: entry for entry in feedparser.parse((later / "storm-night/atom.xml").read_bytes()).entries}
    holds(all(entry.id in after for entry in before.entries), "ids stay, whatever became of the posts")
    moved = [entry for entry in before.entries if after[entry.id].updated != entry.updated]
    holds(len(moved) == 2, "the corrected post and the one taken down have a new time, no others")
    down = [entry for entry in after.values() if "Taken down" in entry.title]
    holds(len(down) == 1 and "she will not hold" not in json.dumps(down), "a post that is down is a notice")


# Of a type that the schemas at hand do not have: schema.org's properties of it that we write.
FILM = {"name", "description", "contentUrl", "thumbnailUrl", "uploadDate", "duration"}


def known_to_schema_org(types, node, at="LiveBlogPosting"):
    if isinstance(node, list):
        for index, item in enumerate(node):
            known_to_schema_org(types, item, f"{at}[{index}]")
    if not isinstance(node, dict):
        return
    if node["@type"] == "VideoObject":
        set(node) - {"@type"} <= FILM or sys.exit(f"{at}: a VideoObject has no such properties: {sorted(node)}")
        return
    kind = types.get(node["@type"])
    kind or sys.exit(f"{at}: {node['@type']} is not among the types")
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = kind["properties"].get(name) or sys.exit(f"{at}: a {node['@type']} has no {name}")
        for inner in value if isinstance(value, list) else [value]:
            film = isinstance(inner, dict) and inner["@type"] == "VideoObject"
            classes = ["VideoObject"] if film else types[inner["@type"]]["superclasses"] if isinstance(inner, dict) else known["range"]
            set(classes) & set(known["range"]) or sys.exit(f"{at}.{name}: not for a {inner['@type']}")
        known_to_schema_org(types, value, f"{at}.{name}")


def against_oracles(site, oracles):
    load = lambda name: json.loads((oracles / name).read_text())
    geojson = Resource.from_contents(load("geojson.schema.json"))
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geojson)
    item = json.loads((site / "storm-night/ninjs.json").read_text())
    fits(item, load("ninjs-3.1.schema.json"), "ninjs.json fits IPTC's schema", registry)
    html = (site / "storm-night/index.html").read_text()
    blog = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    known_to_schema_org(load("schemaorg-liveblog-subset.json")["types"], json.loads(blog))
    holds(True, "the page's JSON-LD has only what schema.org knows")


def main(night, later, oracles=None):
    for site in map(Path, (night, later)):
        for folder in ("", "storm-night/"):
            fits(json.loads((site / folder / "feed.json").read_text()), JSON_FEED, f"{folder}feed.json fits JSON Feed 1.1")
        if oracles:
            against_oracles(site, Path(oracles))
    for name in ("atom.xml", "rss.xml"):
        read_by_feedparser(Path(night), name)
    stays_the_same_entry(Path(night), Path(later))


main(*sys.argv[1:])
