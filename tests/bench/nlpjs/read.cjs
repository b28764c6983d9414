// Learns from {"lang", "train": [[text, intent]], "test": [text]} on standard input, as its own guide tells, and says how each was read.
const { dockStart } = require("@nlpjs/basic");
const { LangJa } = require("@nlpjs/lang-ja");
const { LangKo } = require("@nlpjs/lang-ko");

async function main() {
  const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const dock = await dockStart({ settings: { nlp: { languages: [given.lang], autoSave: false, autoLoad: false } }, use: ["Basic"] });
  const nlp = dock.get("nlp");
  if (given.lang === "ko") nlp.container.use(LangKo);
  if (given.lang === "ja") nlp.container.use(LangJa);
  nlp.settings.log = false;
  nlp.addLanguage(given.lang);
  for (const [text, intent] of given.train) nlp.addDocument(given.lang, text, intent === "out_of_scope" ? "None" : intent);
  const began = process.hrtime.bigint();
  await nlp.train();
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const read = [];
  for (const text of given.test) {
    const start = process.hrtime.bigint();
    const found = await nlp.process(given.lang, text);
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    const best = found.classifications.filter((one) => one.intent !== "None").slice(0, 3);
    const refused = found.intent === "None";
    read.push({ best: best.map((one) => one.intent), score: refused || !best.length ? 0 : best[0].score, ms: took });
  }
  process.stdout.write("\n" + JSON.stringify({ seconds, read }));
}

main();
