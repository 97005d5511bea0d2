/** Names that somebody who may publish could choose. */
export const hostileNames: readonly string[] = [
  "ORDERS",
  `very-long-${"0123456789".repeat(999)}`,
  "مخزن-الطلبات-والمدفوعات",
  "orders.שלום.עולם.created",
  "invoice\u202efdp.exe",
  "two\nlines\tand a tab",
  "nul\u0000 bell\u0007 del\u007f",
  "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 👍🏽",
  "zero\u200bwidth\ufeff space",
  "<img src=x onerror=alert(1)>",
  "half a pair \ud83d",
  "ｆｕｌｌ　ｗｉｄｔｈ　注文",
  "Z̸̢̛a̴͎͝l̷̰̈́g̵̱̏o̶̦͝",
  "   leading and trailing   ",
  "$KV.config.>",
];
