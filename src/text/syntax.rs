//! What the reader of TOML says, in the officer's language.

use super::{Lang, fill};

/// Beginnings of its sentences, and what they mean.
const SAID: &[(&str, &str)] = &[
    ("duplicate key", "键写了两次"),
    ("unclosed array table", "表头没有写完，缺 ]]"),
    ("unclosed table", "表头没有写完，缺 ]"),
    ("unclosed array", "列表没有写完，缺 ]"),
    ("unclosed inline table", "表没有写完，缺 }"),
    ("invalid basic string", "文字没有以引号结束，或者含有不能用的字符"),
    ("invalid multi-line", "多行文字没有以三个引号结束，或者含有不能用的字符"),
    ("invalid literal string", "文字没有以引号结束，或者含有不能用的字符"),
    ("invalid string", "文字没有以引号结束，或者含有不能用的字符"),
    ("missing opening quote", "文字缺开头的引号"),
    ("missing escaped value", "反斜线后面的写法不对"),
    ("invalid unquoted key", "键只能用字母、数字、- 和 _，其他的须加引号"),
    ("unquoted keys cannot be empty", "缺键的名称"),
    ("invalid key-value pair", "缺等号：一行应为“键 = 值”"),
    ("invalid key", "键的写法不对"),
    ("key with no value", "键后面没有值：一行应为“键 = 值”"),
    ("missing value", "等号后面没有值"),
    ("missing comma between array elements", "列表的两项之间缺逗号"),
    ("missing comma between key-value pairs", "表的两项之间缺逗号"),
    ("missing assignment", "键和值之间缺等号"),
    ("extra `=`", "多了一个等号"),
    ("extra assignment", "多了一个等号"),
    ("extra comma", "多了一个逗号"),
    ("invalid date", "没有这一天，应为 YYYY-MM-DD"),
    ("invalid time", "时间的写法不对，日期应为 YYYY-MM-DD"),
    ("invalid boolean", "应为 true 或 false"),
    ("invalid float", "数字的写法不对"),
    ("invalid integer", "数字的写法不对"),
    ("invalid mantissa", "数字的写法不对"),
    ("invalid fraction", "数字的写法不对"),
    ("invalid exponent", "数字的写法不对"),
    ("invalid hexadecimal", "数字的写法不对"),
    ("invalid octal", "数字的写法不对"),
    ("invalid binary", "数字的写法不对"),
    ("integers with a radix", "数字的写法不对"),
    ("unexpected leading zero", "数字不能以 0 开头"),
    ("unexpected sign", "数字的写法不对"),
    ("string values must be quoted", "文字须加引号"),
    ("invalid value", "值的写法不对"),
    ("invalid comment character", "注释里有不能用的字符"),
    ("cannot extend value", "这个键已经有值，不能再当作表"),
    ("invalid table", "表头的写法不对"),
    ("missing table open", "表头缺 ["),
    ("missing array opening", "列表缺 ["),
    ("missing inline table opening", "表缺 {"),
    ("missing key", "缺键的名称"),
    ("invalid inline table element", "表里一项的写法不对"),
    ("unexpected", "这里多出了内容"),
    ("recursion limit", "层次太深"),
    ("cannot recurse", "层次太深"),
];

/// A sentence of the reader.
#[must_use]
pub fn say(lang: Lang, words: &str) -> String {
    let words = words.replace('\n', " ");
    if lang == Lang::En {
        return words;
    }
    let (said, expected) = words.split_once(", expected ").unwrap_or((&words, ""));
    let known = SAID.iter().find(|(start, _)| said.starts_with(start)).map(|(_, zh)| *zh);
    match known {
        // What it names beside marks is in English: only marks are passed on.
        Some(zh) if !expected.is_empty() && expected.starts_with('`') && !zh.contains('缺') && !zh.contains("应为") => {
            fill("{0}，应为 {1}", &[&zh, &expected.replace(" or ", "、").replace(", ", "、").replace('`', "")])
        }
        Some(zh) => zh.to_owned(),
        None => words,
    }
}
