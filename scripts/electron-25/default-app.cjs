// Loads the app that the command line names, as the default app of an Electron that wasn't packaged does.
// https://www.electronjs.org/docs/latest/tutorial/application-distribution
const { app } = require("electron");
const { existsSync, readFileSync, statSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");

let named;
const preload = [];
for (const given = process.argv.slice(1); given.length > 0 && named === undefined; ) {
  const one = given.shift();
  if (one === "-r" || one === "--require") preload.push(given.shift());
  else if (!one.startsWith("-")) named = one;
}
if (named === undefined) {
  process.stderr.write("usage: electron [-r MODULE]… FOLDER|FILE [ARGUMENT…]\n");
  app.exit(2);
} else {
  Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
  // `app.enableSandbox()` would take the switch back where the sandbox can't be had, and nothing would start.
  if (app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox = () => {};
  for (const module of preload) require(resolve(module));
  require(entryOf(resolve(named)));
}

function entryOf(path) {
  const description = join(path, "package.json");
  if (!statSync(path).isDirectory() || !existsSync(description)) {
    app.setAppPath(dirname(path));
    return path;
  }
  const {
    name,
    productName,
    version,
    desktopName,
    main = "index.js",
  } = JSON.parse(readFileSync(description, "utf8"));
  app.setAppPath(path);
  if (version) app.setVersion(version);
  if (productName ?? name) app.setName(productName ?? name);
  if (desktopName) app.setDesktopName(desktopName);
  return join(path, main);
}
