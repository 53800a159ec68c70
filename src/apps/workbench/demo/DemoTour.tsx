import { Tour } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { TourStep } from './tours.ts';

/** How long a page may take to show what the step points at; then the step is told without pointing. */
const PATIENCE = 6000;
const LOOKS_EVERY = 100;

/**
 * Leads through the product, a few steps for each role: opens the page of a step, waits for the element and points at
 * it. Left and right turn the steps, Escape leaves; the keyboard stands on 下一步.
 */
export function DemoTour({ steps, onClose }: { steps: readonly TourStep[]; onClose: () => void }) {
  const [current, setCurrent] = useState(0);
  // Within the bar, for those who go by landmarks.
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const [found, setFound] = useState<{ of: number; element: HTMLElement | null } | null>(null);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const step = steps[current];

  useEffect(() => {
    if (step !== undefined && step.path !== pathname) void navigate(step.path);
  }, [step, pathname, navigate]);

  useEffect(() => {
    if (step === undefined || step.path !== pathname) return;
    const since = performance.now();
    const look = () => {
      const element = visible(step.selector);
      if (element === null && performance.now() - since < PATIENCE) return;
      clearInterval(timer);
      setFound({ of: current, element });
    };
    const timer = setInterval(look, LOOKS_EVERY);
    return () => clearInterval(timer);
  }, [step, pathname, current]);

  const isReady = found?.of === current;
  useEffect(() => {
    // Once the panel stands: the keyboard goes on from there.
    if (!isReady) return;
    const timer = setTimeout(() => document.querySelector<HTMLElement>('.demo-tour .ant-tour-next-btn')?.focus(), 150);
    return () => clearTimeout(timer);
  }, [isReady]);

  return (
    <div ref={setHolder} className="demo-tour-holder">
      {isReady && holder !== null && (
        <Tour
          open
          rootClassName="demo-tour"
          current={current}
          onChange={setCurrent}
          onClose={onClose}
          onFinish={onClose}
          getPopupContainer={() => holder ?? document.body}
          scrollIntoViewOptions={{ block: 'nearest' }}
          steps={steps.map((one, n) => ({
            title: one.title,
            description: one.text,
            // A step without an element is told in the middle of the screen.
            target: n === current && found.element !== null ? found.element : null,
            nextButtonProps: { children: n === steps.length - 1 ? '看完了' : '下一步' },
            prevButtonProps: { children: '上一步' },
          }))}
        />
      )}
    </div>
  );
}

function visible(selector: string): HTMLElement | null {
  for (const element of document.querySelectorAll<HTMLElement>(selector))
    if (element.getClientRects().length > 0) return element;
  return null;
}
