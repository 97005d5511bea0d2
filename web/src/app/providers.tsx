import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { type RouterHistory, RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { Tips } from "@/shared/ui/tips";
import { createQueryClient } from "./query-client";
import { createAppRouter } from "./router";

/** Everything a page stands in. A test hands in a history of its own. */
export function Providers({ history }: { history?: RouterHistory }) {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(() => createAppRouter(queryClient, history));
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return (
    <CSPProvider disableStyleElements {...(nonce ? { nonce } : {})}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Tips />
      </QueryClientProvider>
    </CSPProvider>
  );
}
