import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The window's screens over an in-memory backend, for looking at them in a browser. Never part of the product bundle.
export default defineConfig({
  root: "dev",
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  build: { outDir: "../.vite/harness", emptyOutDir: true, assetsInlineLimit: 0 },
  server: { port: 1421 },
  preview: {
    port: 1421,
    // What the real window allows, so that the harness shows what would be forbidden there.
    headers: { "Content-Security-Policy": "default-src 'self'; connect-src 'self'; object-src 'none'" },
  },
});
