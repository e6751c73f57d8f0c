{#- Text as a key: lower case, `&` as `and`, every run of what is neither letter nor digit one space, trimmed. -#}
{% macro normalised(text) -%} {{ return(adapter.dispatch('normalised', 'kith')(text)) }} {%- endmacro %}

{% macro default__normalised(text) -%}
    trim(regexp_replace(lower(replace({{ text }}, '&', ' and ')), '[^\p{L}\p{N}]+', ' ', 'g'))
{%- endmacro %}

{% macro spark__normalised(text) -%}
    trim(regexp_replace(lower(replace({{ text }}, '&', ' and ')), '[^\\p{L}\\p{N}]+', ' '))
{%- endmacro %}
