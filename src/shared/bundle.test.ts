import { expect, test } from "vitest";
import { bundleName } from "./bundle.ts";

test("a bundle is called after the minute in which it was made, as the PC's clock shows it", () => {
  expect(bundleName(new Date(2026, 0, 7, 9, 5).getTime())).toBe("storage-drive-20260107-0905.zip");
});
