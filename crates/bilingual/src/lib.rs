//! `#[derive(Bilingual)]`: a `Display` in English and in Chinese.
//!
//! Each variant (or the struct) has both texts, with its fields by name or number as in `format!`, and with further arguments:
//!
//! ```ignore
//! #[derive(Debug, thiserror::Error, Bilingual)]
//! enum CentreError {
//!     #[en("the weights add up to zero")]
//!     #[zh("权重之和为零")]
//!     ZeroTotal,
//!     #[error(transparent)]
//!     Zones(#[from] ZonesError),
//! }
//! ```
//!
//! A variant without one of them does not compile. Fields are printed with their own `Display`, so that a bilingual field is
//! in the same language. `thiserror::Error` leaves `Display` to this derive, because no variant has a text in `#[error]`.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Data, DeriveInput, Error, Fields, Ident, Result, Type, parse_quote};

/// Implements `Display` by the attributes `#[en("…")]` and `#[zh("…")]`.
#[proc_macro_derive(Bilingual, attributes(en, zh))]
pub fn derive_bilingual(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    implement_display(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

fn implement_display(input: &DeriveInput) -> Result<TokenStream> {
    let arms = match &input.data {
        Data::Struct(data) => {
            let pattern = Pattern::new(&quote!(Self), &data.fields);
            vec![pattern.arm(&input.attrs, input.ident.span())?]
        }
        Data::Enum(data) => data
            .variants
            .iter()
            .map(|variant| {
                let name = &variant.ident;
                let pattern = Pattern::new(&quote!(Self::#name), &variant.fields);
                pattern.arm(&variant.attrs, name.span())
            })
            .collect::<Result<_>>()?,
        Data::Union(_) => return Err(Error::new(input.ident.span(), "a union has no text")),
    };
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::core::fmt::Display));
    }
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let name = &input.ident;
    Ok(quote! {
        impl #parameters ::core::fmt::Display for #name #arguments #bounds {
            #[allow(unused_variables, clippy::used_underscore_binding)]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self { #(#arms)* }
            }
        }
    })
}

/// How a variant is taken apart.
struct Pattern {
    /// What the variant matches.
    matched: TokenStream,
    /// Shadows paths, which have no `Display`, by what prints them.
    paths: TokenStream,
    /// The first field, to which a transparent variant forwards.
    first: Option<Ident>,
}

impl Pattern {
    fn new(name: &TokenStream, fields: &Fields) -> Self {
        let names: Vec<Ident> = fields
            .iter()
            .enumerate()
            .map(|(index, field)| field.ident.clone().unwrap_or(format_ident!("_{index}")))
            .collect();
        let matched = match fields {
            Fields::Named(_) => quote!(#name { #(#names),* }),
            Fields::Unnamed(_) => quote!(#name ( #(#names),* )),
            Fields::Unit => name.clone(),
        };
        let of_paths = fields
            .iter()
            .zip(&names)
            .filter(|(field, _)| is_path(&field.ty));
        let paths = of_paths.map(|(_, name)| quote!(let #name = #name.display();));
        Self {
            matched,
            paths: paths.collect(),
            first: names.first().cloned(),
        }
    }

    /// Prints a text. Its further arguments, if it has some, take paths as they are.
    fn print(&self, (text, arguments): (Literal, TokenStream)) -> TokenStream {
        let paths = arguments.is_empty().then_some(&self.paths);
        quote!({ #paths ::core::write!(f, #text #arguments) })
    }

    /// The arm that prints the variant with these attributes.
    fn arm(&self, attributes: &[Attribute], span: Span) -> Result<TokenStream> {
        let matched = &self.matched;
        if attributes.iter().any(is_transparent)
            && let Some(first) = &self.first
        {
            return Ok(quote!(#matched => ::core::fmt::Display::fmt(#first, f),));
        }
        let en = self.print(format_arguments("en", attributes, span)?);
        let zh = self.print(format_arguments("zh", attributes, span)?);
        Ok(quote! {
            #matched => if ::carbon_core::speaks_chinese() { #zh } else { #en }
        })
    }
}

fn is_path(field: &Type) -> bool {
    field.to_token_stream().to_string().ends_with("PathBuf")
}

/// Whether thiserror forwards this variant to its field.
fn is_transparent(attribute: &Attribute) -> bool {
    attribute.path().is_ident("error")
        && attribute
            .parse_args::<Ident>()
            .is_ok_and(|argument| argument == "transparent")
}

/// What `#[en(…)]` or `#[zh(…)]` holds, for `write!`: the numbers of fields are replaced by the names that they have in the
/// pattern.
fn format_arguments(
    language: &str,
    attributes: &[Attribute],
    span: Span,
) -> Result<(Literal, TokenStream)> {
    let missing = || Error::new(span, format!("give the text #[{language}(\"…\")]"));
    let mut found = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(language));
    let attribute = found.next().ok_or_else(missing)?;
    let mut tokens = attribute.meta.require_list()?.tokens.clone().into_iter();
    let first = tokens.next().ok_or_else(missing)?;
    let text: syn::LitStr = syn::parse2(first.into_token_stream())?;
    let mut literal = Literal::string(&named_fields(&text.value()));
    literal.set_span(text.span());
    Ok((literal, fields_by_name(tokens)))
}

/// `{0}` → `{_0}`.
fn named_fields(text: &str) -> String {
    let mut named = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        named.push(c);
        if c != '{' {
            continue;
        }
        match characters.peek() {
            Some('{') => named.extend(characters.next()),
            Some(next) if next.is_ascii_digit() => named.push('_'),
            _ => {}
        }
    }
    named
}

/// `, .0.len()` → `, _0.len()` and `, .zone.len()` → `, zone.len()`, as thiserror has it.
fn fields_by_name(tokens: impl Iterator<Item = TokenTree>) -> TokenStream {
    let mut begins = false;
    let mut named = Vec::new();
    let mut tokens = tokens.peekable();
    while let Some(token) = tokens.next() {
        let is = |mark: char| matches!(&token, TokenTree::Punct(punct) if punct.as_char() == mark);
        match tokens.peek() {
            // A field by its number.
            Some(TokenTree::Literal(number)) if begins && is('.') => {
                let field = format_ident!("_{}", number.to_string());
                tokens.next();
                named.push(TokenTree::Ident(field));
            }
            // A field by its name.
            Some(TokenTree::Ident(_)) if begins && is('.') => {}
            _ => named.push(token.clone()),
        }
        begins = is(',');
    }
    named.into_iter().collect()
}
