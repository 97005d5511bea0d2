import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../web/dist", import.meta.url));

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The policy of docs and server: repeated here so that a page that needs more fails before it meets the server. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A page that was built: its folder, and the document that every address without a file shows. */
interface Built {
  folder: string;
  document: string;
}

/** Serves a built page without any HeyNATS behind it, the way HeyNATS would. Returns its address and how to end it. */
export async function servePage(
  basePath = "",
  { folder, document }: Built = { folder: dist, document: "index.html" },
): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname.slice(basePath.length);
    const name = extname(path) === "" ? document : normalize(path);
    readFile(join(folder, name)).then(
      (file) => {
        const nonce = randomBytes(16).toString("base64");
        const isDocument = name === document;
        response.writeHead(200, {
          "Content-Type": types[extname(name)] ?? "application/octet-stream",
          ...(isDocument ? { "Content-Security-Policy": policy(nonce) } : {}),
        });
        const fill = (html: string) =>
          html.replaceAll("%HEYNATS_BASE%", `${basePath}/`).replaceAll("%HEYNATS_NONCE%", nonce);
        response.end(isDocument ? fill(file.toString()) : file);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${basePath}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
