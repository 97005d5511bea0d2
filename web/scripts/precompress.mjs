// Writes FILE.br and FILE.gz beside every text asset of the build, so that the server never compresses while somebody waits.
// A variant that saves nothing is not written.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const dist = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
const text = /\.(js|css|svg|json|txt|webmanifest)$/; // index.html carries a nonce of its own in every answer

const variants = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
    }),
  gz: (data) => promisify(gzip)(data, { level: 9 }),
};

const files = (await readdir(dist, { recursive: true }))
  .filter((name) => text.test(name))
  .map((name) => join(dist, name));
await Promise.all(
  files.map(async (file) => {
    const data = await readFile(file);
    for (const [extension, compress] of Object.entries(variants)) {
      const packed = await compress(data);
      if (packed.length < data.length) await writeFile(`${file}.${extension}`, packed);
    }
  }),
);
console.log(`precompressed ${files.length} files`);
