/** Hands a text to the browser to be saved. It comes in parts, which are never put together in memory here. */
export function saveText(parts: readonly string[], name: string) {
  const url = URL.createObjectURL(new Blob([...parts], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
