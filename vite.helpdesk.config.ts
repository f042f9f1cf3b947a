import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** The helpdesk's page is one file that needs no server: what it links to is put into it. */
const inOneFile: Plugin = {
  name: "in-one-file",
  enforce: "post",
  generateBundle(_options, bundle) {
    const page = bundle["index.html"];
    if (page?.type !== "asset") throw new Error("no page");
    let html = String(page.source);
    for (const [name, file] of Object.entries(bundle)) {
      if (name === "index.html") continue;
      const text = file.type === "chunk" ? file.code : String(file.source);
      const tag = new RegExp(`<(?:script|link)\\b[^>]*"\\./${name}"[^>]*>(?:</script>)?`, "u");
      // As the last thing of the body, so that the page is there when it runs.
      const script = `<script>{\n${text.replaceAll("</script", "<\\/script")}\n}</script>`;
      html =
        file.type === "chunk"
          ? html.replace(tag, "").replace("</body>", () => `${script}\n  </body>`)
          : html.replace(tag, () => `<style>\n${text}</style>`);
      delete bundle[name];
    }
    page.source = html;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL("src/helpdesk", import.meta.url)),
  base: "./",
  publicDir: false,
  plugins: [inOneFile],
  build: {
    outDir: fileURLToPath(new URL("out/helpdesk", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
  },
});
