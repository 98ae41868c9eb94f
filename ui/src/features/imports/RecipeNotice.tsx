import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { moment } from "@/format/dates";
import { fill } from "@/format/text";
import type { Recipe } from "@/ipc";
import { importStrings as t } from "./strings";

type Props = { recipe: Recipe; busy: boolean; onImport: () => void; onReview: () => void };

/** A file of a kind that was imported before: one confirmation is enough. */
export function RecipeNotice({ recipe, busy, onImport, onReview }: Props) {
  return (
    <Notice
      tone="info"
      title={fill(t.recipeFound, { name: recipe.name })}
      actions={
        <>
          <Button look="primary" busy={busy} onClick={onImport} data-testid="recipe-import">
            {t.recipeImport}
          </Button>
          <Button onClick={onReview} data-testid="recipe-review">
            {t.recipeReview}
          </Button>
        </>
      }
    >
      {fill(t.recipeText, { when: moment(recipe.used_at) })}
    </Notice>
  );
}
