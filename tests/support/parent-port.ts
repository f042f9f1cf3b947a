/** Loaded before the keychain process where Node runs it: its parent as an Electron utility process sees it. */
Object.defineProperty(process, "parentPort", {
  value: {
    on: (_message: "message", listener: (event: { readonly data: unknown }) => void) =>
      process.on("message", (data) => listener({ data })),
    postMessage: (message: object) => process.send?.(message),
  },
});
process.on("disconnect", () => process.exit(0));

export {};
