import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  // Nothing is inlined: the window's content security policy allows files of the bundle only.
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { port: 1420, strictPort: true },
  clearScreen: false,
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    // Sheets that a test reads as text are not emptied.
    css: { include: [/\?raw/], modules: { classNameStrategy: "non-scoped" } },
  },
});
