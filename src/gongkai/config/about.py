"""What the commands do that the site adds to `gongkai`, in a line each: all that is imported to show its help."""

from gongkai.law.message import Message

ABOUT = {
    "demo": Message("装入示范县，运行网站。"),
    "serve": Message("运行网站。"),
    "migrate": Message("建表，或者把表升级到这一版。"),
    "move-to": Message("把网站从内置的 SQLite 搬到 PostgreSQL。"),
    "createadmin": Message("设立网站管理员。"),
    "worker": Message("只运行后台任务。"),
    "settings": Message("列出网站的全部设置：现在的值、默认值、用途。"),
    "import": Message("从表格导入以前的数据。"),
    "journal": Message("核验、导出留痕。"),
    "search": Message("重建、核对站内搜索的索引。"),
    "opendata": Message("生成、核对开放数据。"),
    "filing": Message("编制、检查、写出本系统里的年度报告。"),
    "archive": Message("制作、核验归档包；清除已销毁的内容。"),
    "backup": Message("备份网站，试恢复备份。"),
    "restore": Message("从备份恢复网站。"),
    "doctor": Message("检查网站的各个方面，指出哪里不对、怎么办。"),
    "keys": Message("个人信息的加密密钥：查看、更换、删除旧的。"),
    "manage": Message("Django 自己的管理命令，供熟悉的人使用。"),
}
