import { NavLink } from 'react-router';
import { useMe } from '#ui/workbench';
import './directory.css';

/** The four views of the directory. */
export function DirectoryTabs() {
  const { actions } = useMe();
  const tabs = [
    ['/directory', '单位与岗位'],
    ['/directory/people', '人员与角色'],
    ['/directory/bodies', '领导小组'],
    ...(actions.includes('directory.edit') ? [['/directory/import', '导入']] : []),
  ] as const;
  return (
    <nav className="dir-tabs" aria-label="组织机构的各部分">
      {tabs.map(([to = '', label]) => (
        <NavLink key={to} to={to} end>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
