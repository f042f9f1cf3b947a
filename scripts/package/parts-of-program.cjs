// Stands at the top of the bundle in the executable, whose parts lie beside it as assets: each is compiled and run when
// something needs it (`require` of a single executable knows Node's own modules alone).
const parts = new Map([["./storage-drive.cjs", module]]);

// biome-ignore lint/correctness/noUnusedVariables: the bundle that follows calls it
function requirePart(name) {
  if (!name.startsWith("./")) return require(name);
  const known = parts.get(name);
  if (known !== undefined) return known.exports;
  const part = { exports: {} };
  parts.set(name, part);
  const text = require("node:sea").getAsset(name, "latin1");
  const names = ["require", "exports", "module", "__dirname"];
  const run = require("node:vm").compileFunction(text, names, { filename: name });
  run(requirePart, part.exports, part, __dirname);
  return part.exports;
}
