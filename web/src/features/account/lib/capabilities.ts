import type { Account, Stats } from "@/api/types";
import { maySubscribe, type Verdict } from "@/connection/permit";

/** Something people do in NATS, and what the server asks of a user who wants to. */
export interface Capability {
  name: string;
  verdict: Verdict;
  /** The subjects it takes. */
  subjects: readonly string[];
}

interface Wanted {
  name: string;
  publish?: readonly string[];
  subscribe?: readonly string[];
  needs?: "jetstream" | "system";
}

// One token stands for any name: whether a rule holds for one stream only is seen in the rules themselves.
const anyName = "*";

/** The subjects of the JetStream API as this connection has them. */
export function jetStreamPrefix({ jetstream_api_prefix: prefix, jetstream_domain: domain }: Stats): string {
  return prefix ?? (domain ? `$JS.${domain}.API` : "$JS.API");
}

/** What a user may do, in the words of what people do. `prefix` is that of the JetStream API. */
export function capabilities(account: Account, prefix: string, inbox: string): Capability[] {
  return wanted(prefix, inbox)
    .filter(({ needs }) => needs !== "jetstream" || account.jetstream.available)
    .map((one) => ({
      name: one.name,
      subjects: [...(one.publish ?? []), ...(one.subscribe ?? [])],
      verdict:
        one.needs === "system" && !account.system
          ? { may: "no", why: "Only the system account may." }
          : together([
              ...(one.publish ?? []).map((subject) => ({ subject, verdict: mayPublishSome(account, subject) })),
              ...(one.subscribe ?? []).map((subject) => ({
                subject,
                verdict: maySubscribe(account.permissions.subscribe, subject),
              })),
            ]),
    }));
}

function wanted(js: string, inbox: string): Wanted[] {
  return [
    { name: "Receive answers to requests", subscribe: [`${inbox}.>`] },
    { name: "Publish messages", publish: [">"] },
    { name: "Follow subjects live", subscribe: [">"] },
    {
      name: "See streams and consumers",
      needs: "jetstream",
      publish: [`${js}.STREAM.LIST`, `${js}.STREAM.INFO.${anyName}`, `${js}.CONSUMER.LIST.${anyName}`],
    },
    {
      name: "Read stored messages",
      needs: "jetstream",
      publish: [`${js}.STREAM.MSG.GET.${anyName}`, `${js}.DIRECT.GET.${anyName}`],
    },
    {
      name: "Create and change streams",
      needs: "jetstream",
      publish: [`${js}.STREAM.CREATE.${anyName}`, `${js}.STREAM.UPDATE.${anyName}`],
    },
    {
      name: "Purge and delete streams",
      needs: "jetstream",
      publish: [`${js}.STREAM.PURGE.${anyName}`, `${js}.STREAM.DELETE.${anyName}`],
    },
    {
      name: "Create and delete consumers",
      needs: "jetstream",
      publish: [`${js}.CONSUMER.CREATE.>`, `${js}.CONSUMER.DELETE.>`],
    },
    { name: "Write to key-value stores", needs: "jetstream", publish: ["$KV.>"] },
    { name: "Write to object stores", needs: "jetstream", publish: ["$O.>"] },
    { name: "See servers, clients and accounts", needs: "system", publish: ["$SYS.REQ.SERVER.PING"] },
  ];
}

/** May publish to all that a pattern stands for, to some of it, or to none. */
function mayPublishSome({ permissions: { publish } }: Account, pattern: string): Verdict {
  // A pattern is asked for like a subscription: it must be covered as a whole, and what is denied inside it is missing.
  const verdict = maySubscribe(publish, pattern);
  if (verdict.may === "partly") return { ...verdict, why: "Not to" };
  if (verdict.may === "yes" || verdict.rule) return verdict;
  const [inside, ...more] = publish.allow.filter((rule) => within(rule, pattern));
  return inside ? { may: "partly", rule: inside, more: more.length, why: "Only to" } : verdict;
}

function within(rule: string, pattern: string): boolean {
  return maySubscribe({ allow: [pattern], deny: [] }, rule).may === "yes";
}

interface Asked {
  subject: string;
  verdict: Verdict;
}

/** What comes of several things that are needed together. Where one is refused and another is not, it is a part. */
function together(asked: readonly Asked[]): Verdict {
  const short = asked.find(({ verdict }) => verdict.may !== "yes");
  if (!short) return asked[0]?.verdict ?? { may: "yes", why: "" };
  if (short.verdict.may === "partly" || asked.every(({ verdict }) => verdict.may === "no")) return short.verdict;
  return { may: "partly", why: "Not to", rule: short.verdict.rule ?? short.subject };
}
