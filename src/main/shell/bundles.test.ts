import { expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import type { BundleFile, BundlePreview } from "../../shared/bundle.ts";
import { Bundles } from "./bundles.ts";

const FILES: readonly BundleFile[] = [{ name: "summary.txt", text: "a" }];
const WITH_PAGE: readonly BundleFile[] = [...FILES, { name: "page.json", text: "{}" }];

function bench() {
  const made: PromiseWithResolvers<BundlePreview>[] = [];
  const written: (readonly BundleFile[])[] = [];
  let place: string | null = "/tmp/out.zip";
  const bundles = new Bundles({
    gather(signal) {
      const one = Promise.withResolvers<BundlePreview>();
      made.push(one);
      signal.addEventListener("abort", () => one.reject(signal.reason));
      return one.promise;
    },
    choosePlace: async () => place,
    write: async (_path, files) => {
      written.push(files);
    },
    progress: () => {},
  });
  const ready = async (withPage: BundlePreview["withPage"] = null) => {
    const prepared = bundles.prepare();
    made.at(-1)?.resolve({ files: FILES, withPage });
    const shown = await prepared;
    if (shown === null) throw new Error("nothing was made");
    return shown;
  };
  return { bundles, made, written, ready, choose: (path: string | null) => (place = path) };
}

test("what was shown is what is written, with the page only where that was ticked", async () => {
  const { bundles, written, ready } = bench();
  const { number } = await ready(WITH_PAGE);
  expect(await bundles.save(number, false, 1)).toBe("/tmp/out.zip");
  expect(await bundles.save(number, true, 1)).toBe("/tmp/out.zip");
  expect(written[0]).toBe(FILES);
  expect(written[1]).toBe(WITH_PAGE);
});

test("nobody chose a place: nothing is written, and it can be saved later", async () => {
  const { bundles, written, ready, choose } = bench();
  const { number } = await ready();
  choose(null);
  expect(await bundles.save(number, false, 1)).toBeNull();
  expect(written).toEqual([]);
});

test("what isn't shown any more, never was, or has no page isn't saved", async () => {
  const { bundles, written, ready } = bench();
  const refused = new AppError("IPC_REJECTED");
  await expect(bundles.save(1, false, 1)).rejects.toEqual(refused);
  const first = await ready();
  await expect(bundles.save(first.number, true, 1)).rejects.toEqual(refused);
  const second = await ready();
  await expect(bundles.save(first.number, false, 1)).rejects.toEqual(refused);
  bundles.cancel();
  await expect(bundles.save(second.number, false, 1)).rejects.toEqual(refused);
  expect(written).toEqual([]);
});

test("cancelled, or asked for once more: the older one answers nothing and ends", async () => {
  const { bundles, made } = bench();
  const first = bundles.prepare();
  const second = bundles.prepare();
  expect(await first).toBeNull();
  bundles.cancel();
  expect(await second).toBeNull();
  const third = bundles.prepare();
  made.at(-1)?.resolve({ files: FILES, withPage: null });
  expect(await third).toMatchObject({ files: FILES });
});

test("what fails fails with its code", async () => {
  const { bundles, made } = bench();
  const asked = bundles.prepare();
  made.at(-1)?.reject(new AppError("APP_DISK_LOW"));
  await expect(asked).rejects.toEqual(new AppError("APP_DISK_LOW"));
});
