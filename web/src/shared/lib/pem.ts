/** Says what a PEM text holds ("2 certificates"), or throws nothing and answers undefined when it holds nothing known. */
export function describeCertificates(text: string): string | undefined {
  const count = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)?.length ?? 0;
  if (count === 0) return undefined;
  return count === 1 ? "1 certificate" : `${count} certificates`;
}

export function describePrivateKey(text: string): string | undefined {
  const kind = /-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----/.exec(text);
  if (!kind) return undefined;
  const label = (kind[1] ?? "").trim();
  return label ? `${label} private key` : "Private key";
}

/** A key under a passphrase cannot be used: nobody is there to type it at three in the morning. */
export function isEncryptedKey(text: string): boolean {
  return text.includes("BEGIN ENCRYPTED PRIVATE KEY") || /Proc-Type: 4,ENCRYPTED/.test(text);
}
