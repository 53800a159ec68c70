import { useAfter } from '#ui/workbench';

/** Before anything is known: the frame in grey, after 300 ms. */
export function FirstSkeleton() {
  const late = useAfter(300);
  return (
    <div className="shell-first" role="status">
      <span className="wb-visually-hidden">正在打开工作台</span>
      {late && (
        <>
          <div className="shell-first-top" />
          <div className="shell-first-side" />
        </>
      )}
    </div>
  );
}
