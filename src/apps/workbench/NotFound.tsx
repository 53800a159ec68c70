import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { EmptyState, PageFrame } from '#ui/workbench';

export function NotFound() {
  const navigate = useNavigate();
  return (
    <PageFrame title="没有这个页面">
      <EmptyState
        title="这个地址没有对应的页面"
        action={
          <Button type="primary" onClick={() => void navigate('/')}>
            回到首页
          </Button>
        }
      >
        可能地址不完整, 或者内容已经移走。可以按 / 键搜索, 或从栏目进入。
      </EmptyState>
    </PageFrame>
  );
}
