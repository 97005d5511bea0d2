import { Copy, FolderTree, Layers, Package } from "lucide-react";
import type { StreamSummary } from "@/api/types";

/** What a stream is used for, as icon and word. */
export const kindLooks = {
  stream: { icon: Layers, word: "Stream" },
  mirror: { icon: Copy, word: "Mirror" },
  kv: { icon: FolderTree, word: "Key-value bucket" },
  objects: { icon: Package, word: "Object bucket" },
} satisfies Record<StreamSummary["kind"], unknown>;
