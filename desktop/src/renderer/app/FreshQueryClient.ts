import {
  QueryClient,
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  type QueryKey,
} from "@tanstack/react-query";

/**
 * A query client that never takes the answer to an older question for the newest. TanStack's own lets a fetch that was
 * on its way when its query was invalidated, or written by hand, count as fresh where it does not break it off: a first
 * look always, any other where nothing is refetched.
 */
export class FreshQueryClient extends QueryClient {
  constructor(...given: ConstructorParameters<typeof QueryClient>) {
    super(...given);
    this.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "success") return;
      const { query, action } = event;
      if (action.manual === true && query.state.fetchStatus === "fetching")
        void this.invalidateQueries({ queryKey: query.queryKey, exact: true });
    });
  }

  /** Ends when what was asked for from now on is there; what was on its way before is waited for and asked for again. */
  override async invalidateQueries<TTaggedQueryKey extends QueryKey = QueryKey>(
    filters: InvalidateQueryFilters<TTaggedQueryKey> = {},
    options: InvalidateOptions = {},
  ): Promise<void> {
    const before = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: "fetching" })
      .map((query) => ({ query, answer: query.promise }));
    const anew = super.invalidateQueries(filters, options);
    const goingOn = before.filter(({ query, answer }) => query.promise === answer);
    await Promise.all([
      anew,
      ...goingOn.map(async ({ query, answer }) => {
        await answer?.catch(() => undefined);
        // Asked again meanwhile, by another who waited.
        if (query.state.fetchStatus === "fetching" && query.promise !== answer) return;
        await super.invalidateQueries(onlyThat(query, filters), options);
      }),
    ]);
  }
}

const onlyThat = (query: Query, { refetchType }: Pick<InvalidateQueryFilters, "refetchType">) => ({
  queryKey: query.queryKey,
  exact: true,
  ...(refetchType === undefined ? {} : { refetchType }),
});
