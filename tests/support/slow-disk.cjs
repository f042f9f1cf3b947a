// Loaded into a client before its own code (`--require`): the disk takes until SLOW_UNTIL is there to open SLOW_FILE.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const { SLOW_FILE, SLOW_UNTIL } = process.env;
const { open } = fs.promises;
fs.promises.open = async (path, ...rest) => {
  while (path === SLOW_FILE && !fs.existsSync(SLOW_UNTIL))
    await new Promise((again) => setTimeout(again, 20));
  return open(path, ...rest);
};
syncBuiltinESMExports();
