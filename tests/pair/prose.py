"""Made-up official Chinese prose: a phrase grammar of its own, expanded at random from a seed."""

import random
import re
from collections.abc import Mapping

_RULES = """
paragraph: {sentence}{sentence} | {sentence}{sentence}{sentence} | {sentence}{aside}{sentence}{sentence}{sentence}
long: {paragraph}{paragraph}{paragraph}{aside}{paragraph}
sentence: {opening}，{act}，{act}。 | {opening}，{act}、{act}，{result}。 | {act}；{act}；{act}。 | {who}{act}，{result}。
sentence: {when}，{who}{act}，{act}，{result}。 | 一是{act}；二是{act}；三是{act}。 | {saying}，{result}。 | {result}！ | {question}？
sentence: {act}（{note}），{result}。 | {who}于{when}{act}，共{figure}，{result}。
opening: 按照{paper}要求 | 围绕{theme} | 结合{who}实际 | 为{goal} | 在{who}指导下 | 针对“{slogan}”中的突出问题 | 自{when}以来
opening: 根据{paper}（{number}）精神 | 以“{slogan}”为主题 | 截至{when}
who: {place}{kind} | {place}{field}{kind} | 本会 | 秘书处 | 各分支机构 | {field}专业委员会 | 理事会 | 会员代表{person}等{n}人
place: 北方 | 江城 | 云岭 | 滨海 | 中原 | 东湖 | 南岭 | 西秦 | 塞上 | 岭东 | 海西 | 两江
kind: 学会 | 协会 | 研究会 | 科技馆 | 联合会 | 学会联合体 | 服务中心
field: 材料 | 力学 | 测绘 | 气象 | 水利 | 园艺 | 计量 | 光学 | 地质 | 营养 | 照明 | 土壤 | 制冷 | 声学 | 昆虫 | 造纸
paper: 《{field}学科{doc}》 | 《关于{goal}的{doc}》 | 《{place}{kind}〈{field}工作{doc}〉实施细则》 | 年度{doc} | 章程第{k}条
doc: 行动计划 | 工作指引 | 管理办法 | 三年规划 | 任务分工 | 试行意见 | 评估标准
number: 〔{year}〕{k}号 | 会办字〔{year}〕{k}号 | 编号：{code} | GB/T {k}-{year} | ISO {k}:{year}
code: 1-9-6-1 | A-{k}/{k} | No.{k} | XH{year}-{k} | {k}.{k}.{k} | 3×{k}
theme: {goal} | “{slogan}” | {field}领域的{thing} | {thing}和{thing}
goal: {do}{thing} | {do}{quality}的{thing} | {do}{thing}，{do}{thing} | 把{thing}落到实处
do: 推动 | 完善 | 夯实 | 拓宽 | 统筹 | 培育 | 打通 | 激活 | 规范 | 引导 | 扩大 | 梳理 | 巩固 | 建好 | 优化 | 盘活
quality: 更高水平 | 可持续 | 面向一线 | 公开透明 | 便捷高效 | 有温度 | 全链条 | 跨区域
thing: 会员服务 | 学术交流 | 期刊建设 | 青年人才成长通道 | 志愿服务队伍 | 乡村技术培训 | 应急科普 | 成果转化平台 | 决策咨询
thing: 分支机构管理 | 信息化系统 | 团体标准 | 国际合作 | 财务制度 | 内控流程 | 品牌活动 | 科学教育资源 | 专家库 | 党建工作 | 评价机制
act: {do}{thing} | {do}{quality}的{thing} | 组织{n}名专家赴{place}开展{thing}{event} | 举办{event}{n}场 | 编制{paper}
act: 在{place}设立{n}个{field}工作站 | 与{who}共同{do}{thing} | 向{who}征集案例{n}个 | 对{thing}进行{adverb}梳理 | 采用{latin}技术{do}{thing}
act: 把“{slogan}”与‘{thing}’结合起来 | 每{unit}发布一期{latin}简报 | 将{thing}纳入{year}—{year}年考核 | 建立{thing}——{thing}联动机制
adverb: 系统 | 逐项 | 全面 | 动态 | 分类 | 滚动
event: 研讨会 | 沙龙 | 报告会 | 开放日 | 路演 | 训练营 | 巡讲 | 展览 | 座谈会 | 技能竞赛
unit: 季度 | 半年 | 月 | 两周
result: 取得{quality}的成效 | 受益{n}人次 | 满意度达到{n}.{d}％ | 较上年增长{d}.{d}% | 形成{doc}{d}份 | 投入经费{n}万元 | 覆盖{d}{d}个县（市、区）
result: 为{goal}打下基础 | 让{who}有更多获得感、归属感 | 平均气温升高{d}.{d}℃的影响得到评估 | 网上点击量突破{n},{n}次
figure: {n}人 | {n}项 | {n}余件 | {d}个批次{n}台（套） | 5G基站{n}座 | CO2减排{n}吨 | {n}km²样区
when: {year}年{d}月{d}日 | {year}年{d}月上旬 | {year}-{year}-{year}年 | {year}-{d}-{d} | 上半年 | “十三五”期间 | {year}年度 | {d}:30—1{d}:00
saying: “{slogan}”不是一句口号……而是{goal} | 有会员说：“{thing}要‘看得见、摸得着’。” | “{slogan}”“{slogan}”两项行动相互衔接
saying: 所谓“{slogan}”——即{goal}
slogan: {do}{thing} | 智汇{place} | 同心筑梦 | {field}进校园 | {field}+ | 讲理想、比贡献 | 我为{thing}建言 | 百人百场
question: 如何{goal} | {thing}还缺什么 | {thing}做得怎么样
note: 详见{paper} | 含{thing}、{thing}［{code}］ | {number} | 联系人：{person}，{phone} | 另见附件{d} | 不含{place}（{field}）片区
note: 网址：{url} | 邮箱：{email} | {latin} | {place}、{place}、{place} | 【{thing}】{n}项
aside: | | | 联系邮箱为{email}，网址为{url}。 | 咨询电话：{phone}转{n}。 | 资料见 {url} ，请自行下载。 | 另据{latin} {n}.{d}版说明，{result}。
latin: Python | BIM | Springer Nature | open access | AI | e-Learning | CAE/CFD | Wi-Fi 6 | R&D | PM2.5 | H2O | C++ | pH值 | Web of Science
person: {family}{given} | {family}{given}{given} | {family}{rare}
family: 赵 | 钱 | 孙 | 卫 | 蒋 | 沈 | 韩 | 欧阳 | 司马
given: 明 | 立 | 文 | 建 | 秋 | 岚 | 志 | 宁 | 晓 | 庆
rare: 䶮 | 𠮷 | 镕 | 喆 | 堃 | 昇 | 珺
phone: （010）6{d}{d}2{d}{d}0{d} | 010-6{d}{d}5{d}{d}1{d} | 139{d}{d}00{d}{d}{d}{d} | （0{d}71）8{d}{d}6{d}{d}2
email: {word}@{word}.org.cn | {word}.{word}@mail.{word}.com | {word}_{k}@{word}.net
url: https://www.{word}.org.cn/{word}/{k}.html | www.{word}.cn | http://{word}.{word}.com.cn/{word}/{word}?id={k}&page={d}
longurl: https://{word}.{word}.org.cn/{word}/{word}/{word}/{year}/{k}/{word}?{word}={k}&{word}={word}&{word}={k}#{word}{k}
word: kexie | xuehui | service | member | report | data | index | press | east | summit | zhiku | lab2 | portal
year: 2006 | 2010 | 2015 | 2018 | 2020 | 2021 | 2035
n: {d} | {d}{d} | {d}0{d} | {d}{d}{d} | {d},{d}{d}0 | {d}{d}00
k: {d} | {d}{d} | {d}0{d} | {d}{d}{d}
d: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
title: 关于{goal}的{doc} | {place}{field}{kind}{doc} | {place}{kind}关于印发{paper}的通知 | {year}年{thing}{doc}
title: {place}{field}{kind}关于召开第{k}次会员代表大会暨{year}年{thing}、{thing}{event}的通知
title: {place}{kind}、{place}{field}{kind}关于联合举办“{slogan}”{event}并征集{thing}典型案例的预备通知
heading: {do}{thing} | {do}{thing}，{do}{thing} | {thing}情况 | 关于{thing}与{thing} | {do}“{slogan}”{thing}
item: {do}{quality}的{thing}，{result} | 举办{event}{n}场，{result} | 实施“{slogan}”行动，{act} | {act}
label: {thing} | 单位名称 | 姓　名 | 联系电话 | 手机 | 办公电话 | 传真 | 电子邮箱 | {field} | 起止时间 | 备注 | 负责人 | 完成时限 | 经费（万元）
value: {thing} | {person} | {phone} | {email} | {when} | {n} | {who} | {figure} | {number} | {event}{n}场 | {result} | | {n}.{d}% | {latin}
org: {place}{kind} | {place}{field}{kind} | {place}省{field}{kind} | {place}{field}{kind}青年工作委员会 | {place}市科学技术{kind}
date: {year}年{d}月{d}日 | {year}年1{e}月2{d}日
e: 0 | 1 | 2
tick: □是　□否 | ■线上　□线下 | √{thing} | {thing}（√）　{thing}（　） | □{thing}　■{thing}　□其他
torture: {longurl} | {url} | {email} | {latin} | {longurl}{longurl} | …… | —— | “ | ” | （ | ） | 《 | 》 | 、 | ％ | ℃ | - | ~ | , | . | ; | : | !
torture: ? | " | ' | {code} | {year}-{year}-{year} 年 | {k} | · | … | — | 〔{year}〕 | ， | 。 | ；： | ？！ | $ | ￥{k} | № | [ | ] | {rare} | / | @ | &
"""

_HOLE = re.compile(r"\{(\w+)\}")


def _grammar(rules: str) -> Mapping[str, tuple[str, ...]]:
    grammar: dict[str, list[str]] = {}
    for line in filter(None, rules.splitlines()):
        name, _, variants = line.partition(": ")
        grammar.setdefault(name.rstrip(":"), []).extend(variant.strip() for variant in variants.split("|"))
    return {name: tuple(variants) for name, variants in grammar.items()}


GRAMMAR = _grammar(_RULES)


class Prose:
    """Phrases by the name of their rule."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def __call__(self, rule: str) -> str:
        """A phrase of that rule."""
        return _HOLE.sub(lambda hole: self(hole[1]), self.rng.choice(GRAMMAR[rule]))

    def text(self, length: int) -> str:
        """Whole sentences of at least about that many characters."""
        text = ""
        while len(text) < length:
            text += self("sentence") + (self("aside") if self.rng.random() < 0.1 else "")
        return text

    def cut(self, length: int) -> str:
        """Text that ends wherever it has that many characters."""
        return self.text(length)[:length].rstrip() or "无"

    def tortured(self, length: int) -> str:
        """Text with words, addresses and marks thrown in anywhere, one to about fifteen characters."""
        text = self.text(length)
        for _ in range(len(text) // 15):
            place = self.rng.randrange(1, len(text))
            text = text[:place] + self("torture") + text[place:]
        return text
