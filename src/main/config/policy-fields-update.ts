import { z } from "zod";
import { CHANNELS, RINGS } from "../../core/update/release.ts";
import { value } from "./policy-field.ts";
import { folderUrl } from "./web-address.ts";

/** How the client keeps itself new, as a part of `POLICY_FIELDS`; a managed package never does, whatever these say. */
export const UPDATE_FIELDS = {
  updates: value(z.enum(["on", "off"]), {
    unless: () => "on",
    ja: {
      title: "アプリの更新",
      values: '`"on"` / `"off"`',
      meaning:
        '`"off"` では、アプリは新しいバージョンを探しません。MSI、deb、rpmで入れたPCでは、指定にかかわらず探しません',
    },
    en: {
      title: "Updates",
      values: '`"on"` / `"off"`',
      meaning:
        '`"off"`: the app doesn\'t look for a new version. Installed by MSI, deb or rpm it never does, whatever this says',
    },
  }),
  updateServer: value(z.nullable(folderUrl), {
    unless: () => null,
    example: "https://update.office.example/storage-drive/",
    ja: {
      title: "更新の置き場所",
      values: "`https://` で始まるフォルダーのURL。`?` は書けません",
      meaning:
        "新しいバージョンを取りに行く場所。社内のWebサーバーに置いた写しも指定できます。指定がなければ、インストーラーに書かれた場所",
    },
    en: {
      title: "Where updates lie",
      values: "a folder's URL with `https://`, without `?`",
      meaning:
        "Where new versions are fetched; a copy on a web server of your own will do. Unless given it is the place that the installer names",
    },
  }),
  updateChannel: value(z.enum(CHANNELS), {
    unless: () => "stable",
    ja: {
      title: "更新の種類",
      values: CHANNELS.map((one) => `\`"${one}"\``).join(" / "),
      meaning: '`"preview"` は、配布前に試すためのバージョンです',
    },
    en: {
      title: "Update channel",
      values: CHANNELS.map((one) => `\`"${one}"\``).join(" / "),
      meaning: '`"preview"` has versions to be tried before they are given to everybody',
    },
  }),
  updateRing: value(z.enum(RINGS), {
    unless: () => "share",
    ja: {
      title: "更新の順番",
      values: RINGS.map((one) => `\`"${one}"\``).join(" / "),
      meaning:
        '段階的に配布されるバージョンを受け取る順番。`"first"` は最初、`"last"` は最後、`"share"` はPCごとに決まる順番',
    },
    en: {
      title: "Update ring",
      values: RINGS.map((one) => `\`"${one}"\``).join(" / "),
      meaning:
        'When this PC takes a version that is given out in stages: `"first"`, `"last"`, or with the `"share"` of PCs that it falls into',
    },
  }),
};
