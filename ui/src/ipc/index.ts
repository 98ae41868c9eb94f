export { asCommandError, call, CommandError } from "./call";
export type * from "./commands.gen";
export {
  copyText,
  downloadText,
  onFileDrop,
  openExternal,
  pickFile,
  pickFolder,
  saveFile,
  setWindowTitle,
} from "./desktop";
export { KEEP_SETTINGS } from "./settings";
export { readOptions, useAnnouncements, useRead, useWrite } from "./queries";
