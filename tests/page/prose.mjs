// Words of a made-up language, as hard to pack as those of a real one.

/** Numbers that look like chance and are the same each time (a linear congruence). */
export function chance(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** A made-up vocabulary: common words often, rare ones seldom, as in a language. */
export function prose(pick) {
  const [starts, middles, ends] = ["b br d dr f g h k l m n p r s st t tr v w".split(" "),
    "a e i o u ai ea ou".split(" "), "ck d g l m n nd ng r rt s sh t".split(" ")];
  const part = (list) => list[pick(list.length)];
  const word = () => part(starts) + part(middles) + (pick(3) ? part(ends) : part(starts) + part(middles) + part(ends));
  const words = Array.from({ length: 4_000 }, word);
  const next = () => words[Math.floor(4_000 ** (pick(1_000_000) / 1_000_000)) - 1];
  const sentence = () => {
    const text = Array.from({ length: 9 + pick(14) }, next).join(" ");
    return `${text[0].toUpperCase()}${text.slice(1)}${pick(4) ? "" : ` ${10 + pick(900)}`}.`;
  };
  const paragraph = () => Array.from({ length: 2 + pick(2) }, sentence).join(" ");
  return { sentence, body: () => Array.from({ length: 2 + pick(2) }, paragraph).join("\n\n") };
}
