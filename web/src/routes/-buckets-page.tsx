import { useNavigate, useRouter } from "@tanstack/react-router";
import { type ComponentType, Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { bucketLink, type Store, storeTitle } from "@/connection/store-bucket";
import { useCli } from "@/connection/use-cli";
import type { BucketsReading } from "@/features/buckets/api/buckets";
import type { BucketsProps } from "@/features/buckets/components/buckets-grid";
import { NewBucket } from "@/features/buckets/components/new-bucket";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

/** What the nats CLI calls a store. */
const commands = { kv: "kv", objects: "object" } as const;

interface Props<B> {
  store: Store;
  Grid: ComponentType<BucketsProps<B>>;
  reading: BucketsReading<B>;
  search: string;
  onSearch: (search: string) => void;
}

/** The buckets of a store. */
export function BucketsPage<B>({ store, Grid, reading, search, onSearch }: Props<B>) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const router = useRouter();
  const cli = useCli();
  const to = (name: string) => bucketLink({ store, name }, id);
  const make = <NewBucket store={store} onMade={(bucket) => void navigate(to(bucket))} />;
  return (
    <Page
      crumbs={[{ label: storeTitle(store) }]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <CopyAsCli
            note={cli.note}
            commands={[{ title: "The buckets of this account", command: cli.command(commands[store], "ls") }]}
          />
          {make}
        </>
      }
    >
      <Suspense fallback={null}>
        <Grid
          reading={reading}
          search={search}
          onSearch={onSearch}
          href={(bucket) => router.history.createHref(router.buildLocation(to(bucket)).publicHref)}
          onOpen={(bucket) => void navigate(to(bucket))}
          make={make}
        />
      </Suspense>
    </Page>
  );
}
