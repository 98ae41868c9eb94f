export { asCommandError, call, CommandError } from "./call";
export type * from "./commands.gen";
export { copyText, downloadText, onFileDrop, openExternal, pickFile, saveFile, setWindowTitle } from "./desktop";
export { readOptions, useAnnouncements, useRead, useWrite } from "./queries";
