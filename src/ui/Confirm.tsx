import { lazy, Suspense } from 'react'
import { Button } from './Button.tsx'
import { useQuestion } from './confirm.ts'

const Dialog = lazy(async () => ({ default: (await import('./Dialog.tsx')).Dialog }))

/** Shows the question that `confirm()` asks. Once, in the root. */
export function Confirm() {
  const question = useQuestion()
  if (!question) return null
  return (
    <Suspense>
      <Dialog
        small
        title={question.title}
        onClose={() => question.answer(false)}
        actions={
          <>
            <Button kind="text" onClick={() => question.answer(false)}>
              Cancel
            </Button>
            <Button
              kind={question.danger ? 'danger' : 'primary'}
              onClick={() => question.answer(true)}
            >
              {question.verb}
            </Button>
          </>
        }
      >
        {question.body}
      </Dialog>
    </Suspense>
  )
}
