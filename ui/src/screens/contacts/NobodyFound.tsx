import { SearchX } from "lucide-react";
import { Button } from "@/design/Button";
import { EmptyState } from "@/design/Page";
import { fill } from "@/format/text";
import type { DidYouMean } from "@/ipc";
import { screenStrings as t } from "./strings";

type Props = {
  query: string;
  didYouMean: DidYouMean | null;
  onSearch: (query: string) => void;
  onClear: () => void;
};

/** Nobody was found; another spelling may. */
export function NobodyFound({ query, didYouMean, onSearch, onClear }: Props) {
  return (
    <EmptyState icon={<SearchX />} title={t.nothingTitle} text={fill(t.nothingText, { query })} testId="nobody-found">
      {didYouMean ? (
        <Button look="primary" onClick={() => onSearch(didYouMean.query)} data-testid="did-you-mean">
          {fill(t.didYouMean, { query: didYouMean.query })}
        </Button>
      ) : null}
      <Button onClick={onClear}>{t.clearSearch}</Button>
    </EmptyState>
  );
}
