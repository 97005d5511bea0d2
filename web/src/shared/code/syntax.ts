import type { TokenKind } from "@/payload/tokens";

/** The colours of the payload tokens. Names point, values read. */
export const syntax: Record<TokenKind, string> = {
  key: "text-(--syntax-key)",
  string: "text-(--syntax-string)",
  number: "text-(--syntax-number)",
  literal: "text-(--syntax-literal)",
  mark: "text-(--syntax-mark)",
};
