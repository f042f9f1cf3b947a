const { createRequire } = require("node:module");

// In place of `node-gyp-build` in storage-drive.exe.
module.exports = () => createRequire(process.execPath)("./native-reg.node");
