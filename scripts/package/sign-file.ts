// Signs the file that is named, as makensis wants for the uninstaller, which it makes and packs in one go.
import { signerFrom, signFile } from "./sign.ts";

signFile(process.argv[2] ?? "", signerFrom(process.env));
