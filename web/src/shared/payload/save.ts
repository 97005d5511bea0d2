/** Hands bytes to the browser to be saved. */
export function save(bytes: Uint8Array, name: string) {
  // Never shown, so nothing in it is ever run: the type is that of unknown bytes.
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
