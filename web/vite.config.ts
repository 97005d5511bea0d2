import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** In development nobody stands between index.html and the browser, so the markers the Go server fills are filled here. */
function serverMarkers(): Plugin {
  return {
    name: "heynats-server-markers",
    apply: "serve",
    transformIndexHtml: {
      order: "pre",
      handler: (html) =>
        html.replaceAll("%HEYNATS_BASE%", "/").replaceAll("%HEYNATS_NONCE%", randomBytes(16).toString("base64")),
    },
  };
}

/**
 * Asks with the document for what would otherwise be found out one after the other: the fonts that the styles name, and
 * the chunks of the connect page, which is where most visits begin.
 */
function preload(): Plugin {
  const link = (attrs: Record<string, string | true>) => ({ tag: "link", attrs, injectTo: "head" as const });
  return {
    name: "heynats-preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) => {
        const fonts = Object.keys(bundle).filter((name) => name.endsWith(".woff2"));
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const entry = chunks.find((chunk) => chunk.isEntry);
        const connect = chunks.find(
          (chunk) => chunk.moduleIds.some((id) => /routes\/index\.tsx/.test(id)) && chunk !== entry,
        );
        const scripts = connect
          ? [connect.fileName, ...connect.imports].filter((name) => name !== entry?.fileName)
          : [];
        return [
          ...scripts.map((name) => link({ rel: "modulepreload", href: `./${name}`, crossorigin: true })),
          ...fonts.map((name) =>
            link({ rel: "preload", as: "font", type: "font/woff2", href: `./${name}`, crossorigin: true }),
          ),
        ];
      },
    },
  };
}

/** `--mode design` builds the design page instead of the page: it is for development and tests, and never ships. */
const documentOf = (mode: string) =>
  fileURLToPath(new URL(mode === "design" ? "design.html" : "index.html", import.meta.url));

export default defineConfig(({ mode }) => ({
  base: "./",
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: "src/routes",
      generatedRouteTree: "src/app/route-tree.gen.ts",
      quoteStyle: "double",
      semicolons: true,
    }),
    react(),
    tailwindcss(),
    serverMarkers(),
    preload(),
  ],
  build: {
    target: "es2023",
    // The policy forbids data: for everything but images, and a file is cached for ever by its hash.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: documentOf(mode),
      // Every page knows the names of all chunks, so what is only shared has the shortest.
      output: {
        chunkFileNames: (chunk) => `assets/${chunk.isDynamicEntry ? "[name]-" : ""}[hash:8].js`,
        // What nearly every page has is one file: as sixty they take half as many bytes again, and as many requests.
        codeSplitting: { groups: [{ name: "common", test: /\/web\/src\/|\/lucide-react\//, minShareCount: 22 }] },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": "http://127.0.0.1:5000" },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    // A page with a list in it is much for jsdom, and the machine may be busy with something else.
    testTimeout: 60_000,
  },
}));
