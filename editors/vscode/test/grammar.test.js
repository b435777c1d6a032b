// The grammar on the language's case files: every word of a valid schema has a scope of its own, and
// one schema is held against its scopes as a whole. UPDATE_EXPECT=1 rewrites them.

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const grammarPath = path.join(__dirname, "../syntaxes/prisma.tmLanguage.json");
const cases = path.join(__dirname, "../../../tests/cases/language");

async function grammar() {
  const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(grammarPath, "utf8"), grammarPath),
  });
  return registry.loadGrammar("source.prisma");
}

const loaded = grammar();

/** The words of a text with the innermost scope of each. */
async function scopes(text) {
  let state = INITIAL;
  const found = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const { tokens, ruleStack } = (await loaded).tokenizeLine(line, state);
    state = ruleStack;
    for (const token of tokens) {
      const word = line.slice(token.startIndex, token.endIndex).trim();
      if (word) {
        found.push({ line: index + 1, word, scope: token.scopes.at(-1) });
      }
    }
  }
  return found;
}

const valid = fs.readdirSync(cases).filter((name) => /^valid_.*\.prisma$/.test(name)).sort();

test("there are valid schemas to look at", () => assert.ok(valid.length >= 4));

for (const name of valid) {
  test(`every word of ${name} has a scope`, async () => {
    const text = fs.readFileSync(path.join(cases, name), "utf8");
    const bare = (await scopes(text)).filter(({ scope }) => /^(source|meta)\./.test(scope));
    assert.deepStrictEqual(bare, []);
  });
}

test("the scopes of a schema", async () => {
  const text = fs.readFileSync(path.join(cases, "valid_postgresql.prisma"), "utf8");
  const shown = (await scopes(text))
    .map(({ line, word, scope }) => `${line}\t${word}\t${scope.replace(/\.prisma$/, "")}\n`)
    .join("");
  const expected = path.join(__dirname, "valid_postgresql.scopes.txt");
  if (process.env.UPDATE_EXPECT) {
    fs.writeFileSync(expected, shown);
  }
  assert.strictEqual(shown, fs.readFileSync(expected, "utf8"));
});

test("a line that is not finished costs no other", async () => {
  const text = 'model A {\n  a String @default("open\n  b Int\n}\nenum B {\n  X\n}\n';
  const found = await scopes(text);
  const scope = (word) => found.find((token) => token.word === word)?.scope;
  assert.strictEqual(scope("Int"), "support.type.prisma");
  assert.strictEqual(scope("X"), "variable.other.enummember.prisma");
});
