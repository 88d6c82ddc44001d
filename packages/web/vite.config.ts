import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The address of a platform that runs while the client is developed. */
const platform = process.env["SEKISHO_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ["sekisho-source", "module", "browser", "development|production"] },
  // The server puts a value of its own here, a new one for each page.
  html: { cspNonce: "__SEKISHO_NONCE__" },
  build: {
    target: "baseline-widely-available",
    // Pages of ours stand below /assets.
    assetsDir: "static",
    // The page forbids scripts inside of it: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: true,
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": { target: platform, changeOrigin: false } } },
});
