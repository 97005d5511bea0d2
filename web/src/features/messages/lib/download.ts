/** Has the browser fetch an address and save what comes; its answer names the file. */
export function download(href: string) {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
