if (process.argv[2] === "crash") process.exit(7);
process.parentPort.on("message", (event) => {
  const { ask, bytes } = event.data;
  process.parentPort.postMessage({ answer: ask * 21, bytes: bytes.length, env: process.env.GIVEN });
});
