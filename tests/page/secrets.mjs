// Looks for words in bytes, however they may be written there.

const ENTITY = /&(?:#x([0-9a-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));?/gi;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const letter = (code) => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** Every reading of a text in which a word may hide: as it is, percent, entities, JSON. */
function readings(text) {
  const percent = (one) => one.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
  const entities = (one) => one.replace(ENTITY, (_, hex, decimal, name) =>
    name ? NAMED[name.toLowerCase()] : letter(parseInt(hex ?? decimal, hex ? 16 : 10)));
  const json = (one) => one.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => letter(parseInt(hex, 16)))
    .replace(/\\(["\\/])/g, "$1");
  return [text, percent(text), entities(text), json(text), percent(entities(text)), entities(json(text))];
}

/** What base64 makes of a word at each of the three places where it may start. */
function base64(word) {
  const bytes = Buffer.from(word);
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
    // The letters at both ends depend on the neighbours.
    const inner = text.slice(shift ? shift + 1 : 0, (bytes.length + shift) % 3 ? -1 : undefined);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** The words that are somewhere in those bytes. */
export function found(bytes, words) {
  const text = bytes.toString("utf8");
  const wide = bytes.includes(0) ? [bytes.toString("utf16le")] : [];
  const folded = [...readings(text), ...wide].map((one) => one.toLowerCase().normalize("NFC"));
  return words.filter((word) => {
    const plain = word.toLowerCase().normalize("NFC");
    const hex = Buffer.from(word).toString("hex");
    return folded.some((one) => one.includes(plain) || one.includes(hex)) || base64(word).some((one) => text.includes(one));
  });
}
