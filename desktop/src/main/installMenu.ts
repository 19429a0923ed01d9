import { Menu, type MenuItemConstructorOptions } from "electron";

/**
 * The standard menu and no more: on macOS copy, paste and zoom work by menu only. Elsewhere the bar
 * stays hidden while its keys work.
 */
export function installMenu({ mac, packaged }: { mac: boolean; packaged: boolean }): void {
  const view: MenuItemConstructorOptions = {
    label: "View",
    submenu: [
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { type: "separator" },
      { role: "togglefullscreen" },
      ...(packaged ? [] : [{ role: "reload" as const }, { role: "toggleDevTools" as const }]),
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: "appMenu" as const }] : [{ role: "fileMenu" as const }]),
    { role: "editMenu" },
    view,
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
