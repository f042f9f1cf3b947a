import { resolve } from "node:path";
import { expect, test } from "vitest";
import { fileFor } from "./app-file.ts";

test.each([
  ["app://drive/index.html", "/renderer/index.html"],
  ["app://drive/assets/main.js?v=1#/status", "/renderer/assets/main.js"],
  ["app://drive/../secret", "/renderer/secret"], // the URL parser has already taken the dots
  ["app://drive/..%2f..%2fetc%2fpasswd", null],
  ["app://drive/%2e%2e%2fsecret", null],
  ["app://drive/%", null],
  ["app://other/index.html", null],
  ["https://drive/index.html", null],
  ["file:///etc/passwd", null],
])("%s names %s", (url, file) => {
  expect(fileFor(resolve("/renderer"), url)).toBe(file === null ? null : resolve(file));
});
