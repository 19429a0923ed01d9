import type { FlagSetting } from "#shared/flags";

/** A setting as controls name it. */
export type SettingWord = "unset" | "on" | "off";

export const wordOf = (setting: FlagSetting): SettingWord =>
  setting === null ? "unset" : setting ? "on" : "off";

export const settingOf = (word: SettingWord): FlagSetting =>
  word === "unset" ? null : word === "on";
