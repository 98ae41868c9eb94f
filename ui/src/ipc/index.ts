export { asCommandError, call, CommandError } from "./call";
export type * from "./commands.gen";
export {
  copyText,
  downloadText,
  onFileDrop,
  onOpened,
  onZoomed,
  openExternal,
  pickFile,
  pickFolder,
  saveFile,
  setWindowTitle,
  zoom,
} from "./desktop";
export { closeWindow, type MenuEntry, type MenuList, showMenus, type SystemEntry } from "./menu";
export { KEEP_SETTINGS } from "./settings";
export { readOptions, useAnnouncements, useRead, useReadAhead, useWrite } from "./queries";
