import { join } from "node:path";
import { createSweep } from "../core/support/sweep.ts";
import { bundleName } from "../shared/bundle.ts";
import { BUNDLE_PROGRESS } from "../shared/ipc.ts";
import { supportCodeOf } from "../shared/support.ts";
import { createWords } from "../shared/words.ts";
import type { Configuration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import type { Doctor } from "./doctor/doctor.ts";
import { Bundles } from "./shell/bundles.ts";
import { chooseSavePlace } from "./shell/save-dialog.ts";
import type { Shell } from "./shell/shell.ts";
import { bundleOf } from "./support/bundle.ts";
import { writeBundle } from "./support/bundle-file.ts";
import { knownNames } from "./support/known-names.ts";
import { logTail } from "./support/log-tail.ts";

export type BundleParts = {
  readonly shell: Shell;
  readonly doctor: Doctor;
  readonly configuration: Configuration;
  readonly folders: DataFolders;
};

/** The bundle of the running client, with what it knows itself; the command line's is `cli/bundle.ts`. */
export function composeBundles(parts: BundleParts): Bundles {
  const { shell, doctor } = parts;
  return new Bundles({
    async gather(signal, progress) {
      const examined = doctor.examine({ signal, progress: ({ done, of }) => progress({ done, of }) });
      const report = await examined.catch((thrown: unknown) => {
        if (signal.aborted) throw thrown;
        return null; // the rest is of use without it
      });
      return bundleNow(parts, report);
    },
    choosePlace: (sender) => {
      const { t } = createWords(shell.view().language);
      return chooseSavePlace(sender, {
        title: t("bundle.dialog"),
        name: bundleName(Date.now()),
        kind: t("bundle.heading"),
      });
    },
    // The dialog has asked before it let go of a file.
    write: (path, files) => writeBundle(path, files, { overwrite: true }),
    progress: (progress) => shell.tellWindows(BUNDLE_PROGRESS, progress),
  });
}

async function bundleNow(
  { shell, configuration, folders }: BundleParts,
  report: Parameters<typeof bundleOf>[0]["doctor"],
) {
  const now = Date.now();
  const view = shell.view();
  const { service, version, language, state, reason, events, account } = view;
  const sweep = createSweep(await knownNames(folders, service.id, account));
  return bundleOf(
    {
      language,
      now,
      service,
      version,
      running: { supportCode: supportCodeOf(view, now), state, reason },
      doctor: report,
      configuration: { problems: configuration.problems, values: configuration.describe() },
      events,
      log: await logTail(join(folders.local, "logs"), sweep),
      page: shell.unrecognisedPage(),
    },
    sweep,
  );
}
